-- recovered: for each cumulated figure of rising, what it had to become (total) since each week before the last one
-- (its figure then: cumul). Of a dip that was told in its own week the recovery is no news. Thirteen weeks of lines are
-- read, but only if a figure rose. Needs rising: key, measure, semaine.
past as (
  select f.key, f.period_start, m.*
  from (
    select concat_ws(chr(31), ${key}) as key, * from dwh.${fact}
    where exists (select from rising) and period_start between :period::date - 91 and :before and load_id = any(:loads)
    ) as f
  cross join lateral (values
    ('dmp_crees_cumul', f.dmp_crees, f.dmp_crees_cumul),
    ('dmp_alimentes_cumul_distinct', f.dmp_alimentes_distinct, f.dmp_alimentes_cumul_distinct),
    ('documents_cumul', f.documents, f.documents_cumul),
    ('consultations_cumul', f.consultations, f.consultations_cumul)
    ) as m (measure, semaine, cumul)
  where f.key in (select key from rising)
), since as (
  select key, measure, period_start, cumul, count(*) over later as weeks,
    sum(semaine) over later as more -- of DMP fed a bound, not a figure
  from past
  window later as (
    partition by key, measure order by period_start desc rows between unbounded preceding and 1 preceding)
), recovered as (
  select s.key, s.measure, s.cumul, s.cumul + s.more + r.semaine as total
  from since s
  join rising r using (key, measure)
  where s.weeks > 0 and s.weeks = (:before::date - s.period_start) / 7
)
