-- activity_groups: what the structures of each key did in the week, from rows of `keyed`: activity with a key.
-- secrets: keys whose figures are about too few practitioners to be told, in the week or in the one before, which a change
-- would give away; of a sheet that would hide one row only the next smallest as well, as the total is told elsewhere.
activity_groups as (
  select key, volet, departement, groupe, editeur, logiciel,
    sum(structures) filter (where period_start = :period) as structures,
    sum(actives) filter (where period_start = :period) as actives,
    sum(actives) filter (where period_start = :period - 7) as actives_avant,
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
  having sum(structures) filter (where period_start = :period) > 0
), secrets as (
  select key, 'NS' as ns
  from (
    select key, row_number() over (order by few desc, actives, structures, key collate "C") as place,
      count(*) filter (where few) over () as hidden
    from (
      select key, actives, structures, structures < :suppress_below or actives between 1 and :suppress_below - 1
          or coalesce(actives_avant between 1 and :suppress_below - 1, false) as few
      from activity_groups
      where volet = 'PSL'
    ) as judged
  ) as placed
  where place <= case hidden when 1 then 2 else hidden end
)
