-- told_groups: activity_groups of the week, without the figures that are not told. Needs secrets.
told_groups as (
  select g.key, g.volet, g.departement, g.groupe, g.editeur, g.logiciel, s.ns, t.*,
    t.actives::numeric / nullif(t.structures, 0) as part_actives, t.documents - t.documents_precedents as evolution
  from activity_groups g
  left join secrets s using (key)
  left join lateral (
    select g.structures, g.actives, g.crees, g.crees_cumul, g.alimentations, g.alimentations_cumul, g.documents,
      g.documents_precedents, g.documents_cumul, g.consultations, g.consultations_cumul
    where s.ns is null
  ) as t on true
  where g.structures > 0
)
