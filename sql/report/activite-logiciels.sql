-- grain: one row per volet, vendor and product of which a structure has a line in the week, most documents first
-- parameters: period, first, vintage, loads, departements, suppress_below
-- used by: jobs/reports/weekly-activity.yaml
with
-- include: sql/report/part/es-lines.sql
,
-- include: sql/report/part/activity.sql
,
-- include: sql/report/part/labels.sql
, keyed as (
  select volet || '|' || editeur || '|' || logiciel as key, volet, period_start, null as departement, null as groupe,
    editeur, logiciel, structures, actives, dmp_crees, dmp_crees_cumul, alimentations, alimentations_cumul, documents,
    documents_cumul, consultations, consultations_cumul
  from activity
  where volet in ('PSL', 'ES')
),
-- include: sql/report/part/activity-groups.sql
,
-- include: sql/report/part/secrets.sql
,
-- include: sql/report/part/told-activity.sql
, lines as (
  select volet || '|' || editeur || '|' || logiciel as key, *
  from activity_lines
  where volet in ('PSL', 'ES') and volet || '|' || editeur || '|' || logiciel not in (select key from secrets)
)
select g.key, v.libelle_volet as volet, coalesce(nullif(g.editeur, ''), 'non renseigné') as editeur,
  case when g.volet = 'ES' then 'sans objet' else coalesce(nullif(g.logiciel, ''), 'non renseigné') end as logiciel,
  g.structures, g.actives, g.part_actives, g.crees, g.alimentations, g.documents, g.documents_precedents, g.evolution,
  g.consultations, g.ns
from told_groups g
join volets v using (volet)
order by v.rang_volet, g.documents desc nulls last, g.key collate "C"
