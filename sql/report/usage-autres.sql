-- grain: one row per type of other structure with a line in the month
-- parameters: period, first, vintage, loads, departements, suppress_below
-- used by: jobs/reports/monthly-usage.yaml
with
-- include: sql/report/part/months.sql
,
-- include: sql/report/part/labels.sql
, keyed as (
  select groupe as key, volet, null as departement, groupe, period_start, structures, actives, consultantes, dmp_crees,
    dmp_crees_cumul, alimentations, documents, documents_cumul, consultations
  from months
  where volet = 'AUTRES'
),
-- include: sql/report/part/month-groups.sql
,
-- include: sql/report/part/secrets.sql
,
-- include: sql/report/part/told-months.sql
, lines as (
  select groupe as key, *, null as region, null::numeric as region_total from month_lines where volet = 'AUTRES'
)
select g.*, coalesce(l.libelle_groupe, nullif(g.groupe, ''), 'non précisé') as type,
  g.actives::numeric / nullif(g.structures, 0) as part_actives
from told_groups g
left join groupes l using (groupe)
order by g.documents desc nulls last, g.key collate "C"
