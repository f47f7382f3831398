-- grain: one row per region in the order of the published table, then France as published
-- parameters: period (date of the table), previous (date of the table before, or null), loads
-- used by: jobs/reports/activity-figures.yaml
with lines as (
  select file_id, line_no, period_start, region_code as key, region_label as region,
    crees_psl, crees_es, crees_autres, crees_patients, crees_total,
    alimentes_psl_distinct, alimentes_es_distinct, alimentes_autres_distinct, alimentes_total_distinct
  from dwh.synthese_weekly
  where period_start in (:period, :previous) and load_id = any(:loads)
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
), activity_figures as (
  select now.key, now.region, now.crees_psl, now.crees_es, now.crees_autres, now.crees_patients, now.crees_total,
    now.alimentes_psl_distinct, now.alimentes_es_distinct, now.alimentes_autres_distinct, now.alimentes_total_distinct,
    before.crees_total as crees_total_avant,
    before.alimentes_total_distinct as alimentes_total_avant_distinct,
    now.crees_total - before.crees_total as evolution_crees,
    now.alimentes_total_distinct - before.alimentes_total_distinct as evolution_alimentes,
    now.line_no as position
  from lines now
  left join lines before on before.key = now.key and before.period_start = :previous
  where now.period_start = :period
)
select * from activity_figures order by key = 'FR', position
