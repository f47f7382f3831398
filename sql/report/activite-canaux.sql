-- grain: one row per channel that created DMP in the scope since the beginning
-- parameters: period, first, loads, departements, suppress_below
-- used by: jobs/reports/weekly-activity.yaml
with
-- include: sql/report/part/labels.sql
, canal_lines as (
  select canal as key, *
  from dwh.canal_weekly
  where period_start in (:period, :period - 7) and load_id = any(:loads) and departement = any(:departements)
), canaux as (
  select key, sum(dmp_crees) filter (where period_start = :period) as crees,
    sum(dmp_crees) filter (where period_start = :period - 7) as crees_precedents,
    sum(dmp_crees_cumul) filter (where period_start = :period) as crees_cumul
  from canal_lines
  group by key
  having sum(dmp_crees_cumul) filter (where period_start = :period) > 0
), practitioners as (
  select coalesce(sum(structures) filter (where period_start = :period), 0) as structures,
    coalesce(sum(structures) filter (where period_start = :period - 7), 0) as structures_avant,
    coalesce(sum(actives) filter (where period_start = :period), 0) as actives,
    coalesce(sum(actives) filter (where period_start = :period - 7), 0) as actives_avant
  from mart.activity_weekly
  where volet = 'PSL' and period_start in (:period, :period - 7) and load_id = any(:loads) and departement = any(:departements)
),
-- include: sql/report/part/channel-people.sql
,
-- include: sql/report/part/secrets.sql
, lines as (
  select * from canal_lines where key not in (select key from secrets)
),
-- include: sql/report/part/told-channels.sql
select * from told_channels order by ns nulls first, size desc, key collate "C"
