-- grain: one row per département and profession with practitioners in the week
-- parameters: period, first, loads, departements, suppress_below
-- used by: jobs/reports/weekly-activity.yaml
with
-- include: sql/report/part/es-lines.sql
,
-- include: sql/report/part/activity.sql
,
-- include: sql/report/part/labels.sql
, keyed as (
  select departement || '|' || groupe as key, volet, period_start, departement, groupe, null as editeur, null as logiciel,
    structures, actives, dmp_crees, dmp_crees_cumul, alimentations, alimentations_cumul, documents, documents_cumul,
    consultations, consultations_cumul
  from activity
  where volet = 'PSL'
),
-- include: sql/report/part/activity-groups.sql
, lines as (
  select departement || '|' || groupe as key, *
  from activity_lines
  where volet = 'PSL' and departement || '|' || groupe not in (select key from secrets)
), psl as (
  select g.key, g.departement || ' ' || d.label as departement, coalesce(l.libelle_groupe, g.groupe) as profession, s.ns,
    case when s.ns is null then g.structures end as structures, case when s.ns is null then g.actives end as actifs,
    case when s.ns is null then g.crees end as crees, case when s.ns is null then g.crees_cumul end as crees_cumul,
    case when s.ns is null then g.alimentations end as alimentations,
    case when s.ns is null then g.documents end as documents,
    case when s.ns is null then g.documents_precedents end as documents_precedents,
    case when s.ns is null then g.documents_cumul end as documents_cumul,
    case when s.ns is null then g.consultations end as consultations, g.departement as code
  from activity_groups g
  join dwh.departement d on d.code = g.departement
  left join groupes l using (groupe)
  left join secrets s using (key)
)
select *, actifs::numeric / nullif(structures, 0) as part_actifs, documents - documents_precedents as evolution
from psl
order by code collate "C", profession collate "C"
