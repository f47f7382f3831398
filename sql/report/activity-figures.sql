-- grain: one row per region in the order of the published table, then France as published
-- parameters: period (date of the table), previous (date of the table before, or null), first (date of the earliest), vintage,
--   loads
-- used by: jobs/reports/activity-figures.yaml
with
-- include: sql/report/part/published-regions.sql
, lines as (
  select * from published_regions
  union all
  select file_id, line_no, period_start, 'FR', 'France',
    max(value) filter (where measure = 'crees_psl'),
    max(value) filter (where measure = 'crees_es'),
    max(value) filter (where measure = 'crees_autres'),
    max(value) filter (where measure = 'crees_patients'),
    max(value) filter (where measure = 'crees_total'),
    max(value) filter (where measure = 'alimentes_psl_distinct'),
    max(value) filter (where measure = 'alimentes_es_distinct'),
    max(value) filter (where measure = 'alimentes_autres_distinct'),
    max(value) filter (where measure = 'alimentes_total_distinct')
  from dwh.control_total
  where period_start in (:period, :previous) and load_id = any(:loads)
  group by file_id, line_no, period_start
), chiffres as (
  select key, max(region) filter (where period_start = :period) as region,
    min(line_no) filter (where period_start = :period) as position,
    sum(crees_psl) filter (where period_start = :period) as crees_psl,
    sum(crees_es) filter (where period_start = :period) as crees_es,
    sum(crees_autres) filter (where period_start = :period) as crees_autres,
    sum(crees_patients) filter (where period_start = :period) as crees_patients,
    sum(crees_total) filter (where period_start = :period) as crees_total,
    max(alimentes_psl_distinct) filter (where period_start = :period) as alimentes_psl_distinct,
    max(alimentes_es_distinct) filter (where period_start = :period) as alimentes_es_distinct,
    max(alimentes_autres_distinct) filter (where period_start = :period) as alimentes_autres_distinct,
    max(alimentes_total_distinct) filter (where period_start = :period) as alimentes_total_distinct,
    sum(crees_total) filter (where period_start = :previous) as crees_total_avant,
    max(alimentes_total_distinct) filter (where period_start = :previous) as alimentes_total_avant_distinct
  from lines
  group by key
), activity_figures as (
  select *, crees_total - crees_total_avant as evolution_crees,
    alimentes_total_distinct - alimentes_total_avant_distinct as evolution_alimentes
  from chiffres
  where position is not null
)
select * from activity_figures order by key = 'FR', position
