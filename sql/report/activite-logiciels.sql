-- grain: one row per volet, vendor and product of which a structure has a line in the week, most documents first
-- parameters: period, first, loads, departements, suppress_below
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
, lines as (
  select volet || '|' || editeur || '|' || logiciel as key, *
  from activity_lines
  where volet in ('PSL', 'ES') and volet || '|' || editeur || '|' || logiciel not in (select key from secrets)
), logiciels as (
  select g.key, v.libelle_volet as volet, coalesce(nullif(g.editeur, ''), 'non renseigné') as editeur,
    case when g.volet = 'ES' then 'sans objet' else coalesce(nullif(g.logiciel, ''), 'non renseigné') end as logiciel, s.ns,
    case when s.ns is null then g.structures end as structures, case when s.ns is null then g.actives end as actives,
    case when s.ns is null then g.crees end as crees, case when s.ns is null then g.alimentations end as alimentations,
    case when s.ns is null then g.documents end as documents,
    case when s.ns is null then g.documents_precedents end as documents_precedents,
    case when s.ns is null then g.consultations end as consultations, v.rang_volet
  from activity_groups g
  join volets v using (volet)
  left join secrets s using (key)
)
select *, actives::numeric / nullif(structures, 0) as part_actives, documents - documents_precedents as evolution
from logiciels
order by rang_volet, documents desc nulls last, key collate "C"
