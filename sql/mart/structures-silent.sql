-- mart: structure_silent
-- grain: one row per structure without a line in the load that had one in the 13 weeks before, or had one at any time and
--   with it DMP created or fed since the beginning, which go on counting; one row per département of those whose lines have
--   outlived the time that a nominative feed is kept
-- keys: period_start, load_id, key_hash
-- attributes: departement, last_seen
-- measures: structures, dmp_crees_cumul, alimentations_cumul, documents_cumul, consultations_cumul
-- key_hash: hash of the structure's key, with that of a later line: what it is cannot be read from it; null if that time
--   is over
-- departement: where its last line placed it
-- last_seen: Monday of the week of that line, of the latest one if the row stands for several
-- structures: how many the row stands for
-- alimentations_cumul: couples of a DMP and a structure that fed it, at the last line as the other figures
-- parameters: load, period, before, loads, named_since
-- Step by step from the load before, so that nobody reads weeks of lines: who is silent now had a line then, or was silent
-- then already.
with gone as (
  select hashtextextended(key, 0) as key_hash, place as departement, :before::date as last_seen, 1 as structures,
    dmp_crees_cumul_avant as dmp_crees_cumul, dmp_alimentes_cumul_avant_distinct as alimentations_cumul,
    documents_cumul_avant as documents_cumul, consultations_cumul_avant as consultations_cumul
  from paired_line
  where line_no is null
  union all
  select case when :named_since::date is null or last_seen >= :named_since then key_hash end, departement, last_seen,
    structures, dmp_crees_cumul, alimentations_cumul, documents_cumul, consultations_cumul
  from mart.structure_silent
  where period_start = :before and load_id = any(:loads)
    and (last_seen >= :period::date - 91 or dmp_crees_cumul + alimentations_cumul > 0)
    and (key_hash is null
      or key_hash not in (select hashtextextended(key, 0) from paired_line where line_avant is null))
)
select :period::date as period_start, :load::bigint as load_id, key_hash, departement, max(last_seen) as last_seen,
  sum(structures) as structures, sum(dmp_crees_cumul) as dmp_crees_cumul, sum(alimentations_cumul) as alimentations_cumul,
  sum(documents_cumul) as documents_cumul, sum(consultations_cumul) as consultations_cumul
from gone
group by key_hash, departement
