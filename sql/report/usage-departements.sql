-- grain: one row per département of the scope in which DMP were created
-- parameters: period, first, last_day, loads, departements, cibles
-- used by: jobs/reports/monthly-usage.yaml
with
-- include: sql/report/part/months.sql
,
-- include: sql/report/part/denominators.sql
,
-- include: sql/report/part/targets.sql
, channel_lines as (
  select departement as key, file_id, line_no, period_start, dmp_crees, dmp_crees_cumul, departement || ' ' || canal as place
  from dwh.canal_monthly
  where period_start between (:first - interval '11 months')::date and :period and load_id = any(:loads)
    and departement = any(:departements)
), insured_lines as (
  select code as key, file_id, line_no, period_start, assures, code as place
  from insured
  where maille = 'DEPARTEMENT' and code = any(:departements)
), goal_lines as (
  select distinct on (d.code, t.indicateur) d.code as key, t.file_id, t.line_no, t.period_start, t.indicateur, t.valeur, t.en_mots,
    d.code as place
  from dwh.departement d
  join targets t on t.maille = 'DEPARTEMENT' and t.code in (d.code, '*')
  where d.code = any(:departements)
  order by d.code, t.indicateur, t.code = '*'
),
-- include: sql/report/part/created-of-insured.sql
, documents as (
  select departement as key, sum(documents) as documents, sum(actives) filter (where volet = 'ES') as es_actifs
  from months
  where period_start = :period
  group by departement
), lines as (
  select *, null::int as documents, null::int as es_actif, null as type_identifiant, null as identifiant, null as rpps,
    null as adeli
  from created_lines
  union all
  select departement, file_id, line_no, period_start, null, null, null, null, null, null, null, documents,
    case when volet = 'ES' then (documents > 0)::int end, type_identifiant, identifiant, rpps, adeli
  from month_lines
  where period_start = :period
)
select c.*, c.key || ' ' || d.label as departement, o.documents, o.es_actifs
from created c
join dwh.departement d on d.code = c.key
left join documents o using (key)
order by c.key collate "C"
