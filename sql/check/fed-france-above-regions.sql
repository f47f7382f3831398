-- code: fed-france-above-regions
-- severity: warning
-- grain: one row per measure of DMP fed whose France figure is above the sum of the regions
-- says: {measure}: the regions add up to {expected}, France was published as {found} ({difference}); a distinct count
--   cannot exceed the sum of its parts unless some structures are in no row; candidates: {candidates}
-- dit: La somme des régions fait {expected}, la France publiée {found} ({difference}) : impossible pour un compte de DMP
--   distincts, sauf si des structures ne figurent dans aucune ligne. Candidats : {candidats}
-- do: ask the sender which structures are counted in France and in no region
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
), absent as (
  select string_agg(g.label, ', ' order by g.label) as labels
  from dwh.region g
  where g.vintage = :vintage and not exists (
    select from dwh.synthese_weekly r
    where r.period_start = :period and r.load_id = :load and r.region_code = g.code)
)
select 'France' as scope, measure, line_no, expected, found,
  concat_ws(', ', absent.labels, 'overseas collectivities', 'military hospitals') as candidates,
  concat_ws(', ', absent.labels || ' (absente de la table)', 'collectivités d''outre-mer', 'hôpitaux des armées') as candidats
from sums, absent
where found > expected
order by measure
