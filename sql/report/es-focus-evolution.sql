-- grain: one row per establishment of the region that has fed a DMP, the one that fed most over thirteen weeks first
-- parameters: period, first, loads, departements
-- used by: jobs/reports/weekly-es-focus.yaml
with
-- include: sql/report/part/es-lines.sql
, lines as (
  select finess_et as key, * from es_lines
), evolution as (
  select key, key as finess_et,
    (array_agg(raison_sociale order by period_start desc))[1] as raison_sociale,
    (array_agg(departement order by period_start desc))[1] as departement,
    max(dmp_alimentes_distinct) filter (where period_start = :period - 84) as s12_distinct,
    max(dmp_alimentes_distinct) filter (where period_start = :period - 77) as s11_distinct,
    max(dmp_alimentes_distinct) filter (where period_start = :period - 70) as s10_distinct,
    max(dmp_alimentes_distinct) filter (where period_start = :period - 63) as s9_distinct,
    max(dmp_alimentes_distinct) filter (where period_start = :period - 56) as s8_distinct,
    max(dmp_alimentes_distinct) filter (where period_start = :period - 49) as s7_distinct,
    max(dmp_alimentes_distinct) filter (where period_start = :period - 42) as s6_distinct,
    max(dmp_alimentes_distinct) filter (where period_start = :period - 35) as s5_distinct,
    max(dmp_alimentes_distinct) filter (where period_start = :period - 28) as s4_distinct,
    max(dmp_alimentes_distinct) filter (where period_start = :period - 21) as s3_distinct,
    max(dmp_alimentes_distinct) filter (where period_start = :period - 14) as s2_distinct,
    max(dmp_alimentes_distinct) filter (where period_start = :period - 7) as s1_distinct,
    max(dmp_alimentes_distinct) filter (where period_start = :period) as s0_distinct,
    sum(alimentations) filter (where period_start > :period - 91) as alimentations_13
  from lines
  group by key
  having max(dmp_alimentes_cumul_distinct) > 0
)
select * from evolution order by alimentations_13 desc nulls last, finess_et collate "C"
