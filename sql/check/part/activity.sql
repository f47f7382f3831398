-- figures: one row per region, measure and week, that of the load and the ordinary ones before it, with what was done and
-- how many structures were active; without measures whose columns look exchanged. Needs regions.
sums as (
  select m.period_start, r.region, sum(m.actives) as actives, sum(m.dmp_crees) as crees, sum(m.documents) as documents,
    sum(m.alimentations) as alimentations, sum(m.consultations) as consultations
  from mart.activity_weekly m
  join regions r using (departement)
  where (m.period_start = :period and m.load_id = :load)
    or (m.period_start = any(:ordinaires::date[]) and m.load_id = any(:loads))
  group by m.period_start, r.region
), figures as (
  select s.period_start, s.region, s.actives, v.measure, v.x
  from sums s
  cross join lateral (values ('dmp_crees', 'dmp_crees', s.crees), ('documents', 'documents', s.documents),
    ('alimentations', 'dmp_crees', s.alimentations), ('consultations', 'documents', s.consultations)
    ) as v (measure, pair, x)
  where v.pair not in (
    select measure from ops.finding where load_id = :load and page = -1 and code = 'columns-look-swapped')
)
