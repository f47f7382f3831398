-- told_groups: month_groups of the month, without the figures that are not told. Needs secrets.
told_groups as (
  select g.key, g.volet, g.departement, g.groupe, s.ns, t.*, t.documents - t.documents_precedents as evolution
  from month_groups g
  left join secrets s using (key)
  left join lateral (
    select g.structures, g.actives, g.consultantes, g.crees, g.crees_cumul, g.alimentations, g.documents,
      g.documents_precedents, g.documents_cumul, g.consultations
    where s.ns is null
  ) as t on true
  where g.structures > 0
)
