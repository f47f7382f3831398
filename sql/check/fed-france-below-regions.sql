-- code: fed-france-below-regions
-- severity: info
-- grain: one row per measure of DMP fed whose France figure is below the sum of the regions
-- says: {measure}: the regions add up to {expected}, France was published as {found} ({difference}): a DMP fed in two
--   regions counts once in France
-- dit: La somme des régions fait {expected}, la France publiée {found} ({difference}) : un DMP alimenté dans deux régions
--   compte une seule fois en France. La ligne France est donc reprise telle que publiée, jamais additionnée
-- do: nothing; expected of a distinct count
with sums as (
  select t.measure, t.value as found, t.line_no, s.expected
  from dwh.control_total t
  join (
    select v.measure, sum(v.value) as expected -- not a figure: the bound that a distinct count cannot pass
    from dwh.synthese_weekly r
    cross join lateral (values ('alimentes_psl_distinct', r.alimentes_psl_distinct),
      ('alimentes_es_distinct', r.alimentes_es_distinct),
      ('alimentes_autres_distinct', r.alimentes_autres_distinct),
      ('alimentes_total_distinct', r.alimentes_total_distinct)) as v (measure, value)
    where r.period_start = :period and r.load_id = :load
    group by v.measure
  ) s using (measure)
  where t.period_start = :period and t.load_id = :load
)
select 'France' as scope, measure, line_no, expected, found from sums where found < expected order by measure
