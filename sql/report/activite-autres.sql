-- grain: one row per type of other structure with a line in the week
-- parameters: period, first, vintage, loads, departements, suppress_below
-- used by: jobs/reports/weekly-activity.yaml
with
-- include: sql/report/part/es-lines.sql
,
-- include: sql/report/part/activity.sql
,
-- include: sql/report/part/labels.sql
, keyed as (
  select groupe as key, volet, period_start, null as departement, groupe, null as editeur, null as logiciel, structures,
    actives, dmp_crees, dmp_crees_cumul, alimentations, alimentations_cumul, documents, documents_cumul, consultations,
    consultations_cumul
  from activity
  where volet = 'AUTRES'
),
-- include: sql/report/part/activity-groups.sql
,
-- include: sql/report/part/secrets.sql
,
-- include: sql/report/part/told-activity.sql
, lines as (
  select groupe as key, * from activity_lines where volet = 'AUTRES'
)
select g.*, coalesce(l.libelle_groupe, g.groupe) as type
from told_groups g
left join groupes l using (groupe)
order by g.documents desc nulls last, g.key collate "C"
