-- grain: one row per vendor of hospital software in the region, as sent for the week, the one with most documents first
-- parameters: period, first, loads, departements
-- used by: jobs/reports/weekly-es-focus.yaml
with
-- include: sql/report/part/es-lines.sql
, lines as (
  select editeur as key, * from es_lines
),
-- include: sql/report/part/es-groups.sql
, editeurs as (
  select *, key as editeur, actifs::numeric / nullif(connus, 0) as part_actifs from es_groups where connus > 0
)
select * from editeurs order by documents_cumul desc, key collate "C"
