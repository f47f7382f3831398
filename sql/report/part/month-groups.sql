-- month_groups: what the structures of each key did in the month or in the one before, from rows of `keyed`: months with a
-- key.
-- people: those of professionals, for part/secrets.sql.
month_groups as (
  select key, volet, departement, groupe,
    coalesce(sum(structures) filter (where period_start = :period), 0) as structures,
    coalesce(sum(structures) filter (where period_start < :period), 0) as structures_avant,
    coalesce(sum(actives) filter (where period_start = :period), 0) as actives,
    coalesce(sum(actives) filter (where period_start < :period), 0) as actives_avant,
    sum(consultantes) filter (where period_start = :period) as consultantes,
    sum(dmp_crees) filter (where period_start = :period) as crees,
    sum(dmp_crees_cumul) filter (where period_start = :period) as crees_cumul,
    sum(alimentations) filter (where period_start = :period) as alimentations,
    sum(documents) filter (where period_start = :period) as documents,
    sum(documents) filter (where period_start < :period) as documents_precedents,
    sum(documents_cumul) filter (where period_start = :period) as documents_cumul,
    sum(consultations) filter (where period_start = :period) as consultations
  from keyed
  where period_start in (:period, (:period - interval '1 month')::date)
  group by key, volet, departement, groupe
), people as (
  select g.key, coalesce(case :vintage when 2012 then d.region_2012 else d.region_2016 end, '') as region, g.structures,
    g.structures_avant, g.actives, g.actives_avant, coalesce(g.consultantes, 0) as consultants
  from month_groups g
  left join dwh.departement d on d.code = g.departement
  where g.volet = 'PSL'
)
