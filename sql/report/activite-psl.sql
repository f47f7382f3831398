-- grain: one row per département and profession with practitioners in the week
-- parameters: period, first, vintage, loads, departements, suppress_below
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
,
-- include: sql/report/part/secrets.sql
,
-- include: sql/report/part/told-activity.sql
, lines as (
  select departement || '|' || groupe as key, *
  from activity_lines
  where volet = 'PSL' and departement || '|' || groupe not in (select key from secrets)
)
select g.key, g.departement || ' ' || d.label as departement, coalesce(l.libelle_groupe, g.groupe) as profession, g.structures,
  g.actives as actifs, g.part_actives as part_actifs, g.crees, g.crees_cumul, g.alimentations, g.documents,
  g.documents_precedents, g.evolution, g.documents_cumul, g.consultations, g.ns
from told_groups g
join dwh.departement d on d.code = g.departement
left join groupes l using (groupe)
order by d.code collate "C", coalesce(l.libelle_groupe, g.groupe) collate "C"
