-- mart: structure_silent
-- grain: one row per structure without a line in the load that had one in the 13 weeks before
-- keys: period_start, load_id, key_hash
-- attributes: departement, last_seen
-- key_hash: hash of the structure's key, with that of a later line: what it is cannot be read from it
-- departement: where its last line placed it
-- last_seen: Monday of the week of that line
-- parameters: load, period, before, loads
-- Step by step from the load before, so that nobody reads 13 weeks of lines: who is silent now had a line then, or was
-- silent then already.
with gone as (
  select hashtextextended(key, 0) as key_hash, place as departement, :before::date as last_seen
  from paired_line
  where line_no is null
  union all
  select key_hash, departement, last_seen
  from mart.structure_silent
  where period_start = :before and load_id = any(:loads) and last_seen >= :period::date - 91
    and key_hash not in (select hashtextextended(key, 0) from paired_line where line_avant is null)
)
select :period::date as period_start, :load::bigint as load_id, key_hash, departement, last_seen from gone
