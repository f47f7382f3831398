-- activity_groups: what the structures of each key did in the week or in the one before, from rows of `keyed`: activity with
-- a key.
-- people: those of practitioners, for part/secrets.sql.
activity_groups as (
  select key, volet, departement, groupe, editeur, logiciel,
    coalesce(sum(structures) filter (where period_start = :period), 0) as structures,
    coalesce(sum(structures) filter (where period_start = :period - 7), 0) as structures_avant,
    coalesce(sum(actives) filter (where period_start = :period), 0) as actives,
    coalesce(sum(actives) filter (where period_start = :period - 7), 0) as actives_avant,
    sum(dmp_crees) filter (where period_start = :period) as crees,
    sum(dmp_crees_cumul) filter (where period_start = :period) as crees_cumul,
    sum(alimentations) filter (where period_start = :period) as alimentations,
    sum(alimentations_cumul) filter (where period_start = :period) as alimentations_cumul,
    sum(documents) filter (where period_start = :period) as documents,
    sum(documents) filter (where period_start = :period - 7) as documents_precedents,
    sum(documents_cumul) filter (where period_start = :period) as documents_cumul,
    sum(consultations) filter (where period_start = :period) as consultations,
    sum(consultations_cumul) filter (where period_start = :period) as consultations_cumul
  from keyed
  where period_start in (:period, :period - 7)
  group by key, volet, departement, groupe, editeur, logiciel
), people as (
  select g.key, coalesce(case :vintage when 2012 then d.region_2012 else d.region_2016 end, '') as region, g.structures,
    g.structures_avant, g.actives, g.actives_avant, 0 as consultants
  from activity_groups g
  left join dwh.departement d on d.code = g.departement
  where g.volet = 'PSL'
)
