-- code: created-regions-differ-from-france
-- severity: error
-- grain: one row per measure of DMP created
-- says: {measure}: the regions add up to {expected}, the France row says {found} ({difference}); created DMP add up
-- dit: {measure} : la somme des régions fait {expected}, la ligne France indique {found} ({difference}) ; les créations
--   s'additionnent
-- do: look for a missing region or a wrong figure; hold the file against the one before
with sums as (
  select t.measure, t.value as found, t.line_no, s.expected
  from dwh.control_total t
  join (
    select v.measure, sum(v.value) as expected
    from dwh.synthese_weekly r
    cross join lateral (values ('crees_psl', r.crees_psl), ('crees_es', r.crees_es),
      ('crees_autres', r.crees_autres), ('crees_patients', r.crees_patients),
      ('crees_total', r.crees_total)) as v (measure, value)
    where r.period_start = :period and r.load_id = :load
    group by v.measure
  ) s using (measure)
  where t.period_start = :period and t.load_id = :load
)
select 'France' as scope, measure, line_no, expected, found from sums where expected <> found order by measure
