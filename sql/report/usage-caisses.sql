-- grain: one row per caisse that created DMP in the scope, the one with the largest share of its insured first
-- parameters: period, first, last_day, loads, departements, cibles
-- used by: jobs/reports/monthly-usage.yaml
with
-- include: sql/report/part/denominators.sql
,
-- include: sql/report/part/targets.sql
, channel_lines as (
  select caisse as key, file_id, line_no, period_start, dmp_crees, dmp_crees_cumul, departement || ' ' || canal as place
  from dwh.canal_monthly
  where period_start between (:first - interval '11 months')::date and :period and load_id = any(:loads)
    and departement = any(:departements)
), caisses as (
  select distinct key from channel_lines where period_start = :period
), insured_lines as (
  select i.code as key, i.file_id, i.line_no, i.period_start, i.assures, i.code as place
  from insured i
  join caisses c on c.key = i.code
  where i.maille = 'CAISSE'
), goal_lines as (
  select distinct on (c.key, t.indicateur) c.key, t.file_id, t.line_no, t.period_start, t.indicateur, t.valeur, t.en_mots, c.key as place
  from caisses c
  join targets t on t.maille = 'CAISSE' and t.code in (c.key, '*')
  order by c.key, t.indicateur, t.code = '*'
),
-- include: sql/report/part/created-of-insured.sql
, lines as (
  select * from created_lines
)
select *, key as caisse
from created
order by part_depuis desc nulls last, part desc nulls last, key collate "C"
