-- grain: one row per vendor of hospital software in the region, as sent for the week, the one with most documents first
-- parameters: period, first, loads, departements
-- used by: jobs/reports/weekly-es-focus.yaml
with
-- include: sql/report/part/es-lines.sql
, lines as (
  select editeur as key, * from es_lines
), editeurs as (
  select key, key as editeur,
    count(*) filter (where period_start = :period) as es,
    count(*) filter (where period_start = :period and dmp_compatible = 'OUI') as compatibles,
    count(*) filter (where period_start = :period and actif) as actifs,
    sum(dmp_crees) filter (where period_start = :period) as crees,
    sum(dmp_crees_cumul) filter (where period_start = :period) as crees_cumul,
    sum(alimentations) filter (where period_start = :period) as alimentations,
    sum(alimentations_cumul) filter (where period_start = :period) as alimentations_cumul,
    sum(documents) filter (where period_start = :period) as documents,
    sum(documents_cumul) filter (where period_start = :period) as documents_cumul
  from lines
  group by key
)
select *, actifs::numeric / nullif(es, 0) as part_actifs from editeurs where es > 0 order by documents_cumul desc, key collate "C"
