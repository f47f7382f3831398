-- grain: one row per département of the region that has establishments in the week
-- parameters: period, first, loads, departements
-- used by: jobs/reports/weekly-es-focus.yaml
with
-- include: sql/report/part/es-lines.sql
, lines as (
  select departement as key, * from es_lines
),
-- include: sql/report/part/es-groups.sql
, departements as (
  select g.*, g.key || ' ' || d.label as departement, actifs::numeric / nullif(connus, 0) as part_actifs,
    documents - documents_precedents as evolution
  from es_groups g
  join dwh.departement d on d.code = g.key
  where connus > 0
)
select * from departements order by key collate "C"
