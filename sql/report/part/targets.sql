-- targets: what indicators are to reach on the last day of the period, one row per indicator, mesh and place ('*' for each
-- of the mesh). A list that was sent takes the place of those declared in jobs/indicators.yaml, as a whole.
target_list as (
  select file_id, line_no, period_start, indicateur, maille, code, debut, fin, valeur, source
  from dwh.cibles
  where period_start <= :last_day and load_id = any(:loads)
  union all
  select null, null, null, indicateur, maille, code, debut, fin, valeur, source
  from jsonb_to_recordset(cast(:cibles as jsonb)) as declared
    (indicateur text, maille text, code text, debut date, fin date, valeur numeric, source text)
  where not exists (select from ops.load where load_id = any(:loads) and feed = 'cibles')
), targets as (
  select file_id, line_no, period_start, indicateur, maille, code, valeur, source,
    ' (' || replace(trim(trailing '.' from to_char(100 * valeur, 'FM999990.9')), '.', ',') || ' %)' as en_mots
  from target_list
  where debut <= :last_day and coalesce(fin >= :last_day, true)
)
