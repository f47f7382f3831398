-- grain: one row per département of the region that has establishments in the week
-- parameters: period, first, loads, departements
-- used by: jobs/reports/weekly-es-focus.yaml
with
-- include: sql/report/part/es-lines.sql
, lines as (
  select departement as key, * from es_lines
), departements as (
  select l.key, l.key || ' ' || d.label as departement,
    count(*) filter (where period_start = :period) as connus,
    count(*) filter (where period_start = :period and dmp_compatible = 'OUI') as compatibles,
    count(*) filter (where period_start = :period and demarre) as demarres,
    count(*) filter (where period_start = :period and actif) as actifs,
    sum(dmp_crees) filter (where period_start = :period) as crees,
    sum(dmp_crees_cumul) filter (where period_start = :period) as crees_cumul,
    sum(alimentations) filter (where period_start = :period) as alimentations,
    sum(alimentations_cumul) filter (where period_start = :period) as alimentations_cumul,
    sum(documents) filter (where period_start = :period) as documents,
    sum(documents_cumul) filter (where period_start = :period) as documents_cumul,
    sum(documents) filter (where period_start = :period - 7) as documents_precedents
  from lines l
  join dwh.departement d on d.code = l.key
  group by l.key, d.label
)
select *, actifs::numeric / nullif(connus, 0) as part_actifs, documents - documents_precedents as evolution from departements where connus > 0 order by key collate "C"
