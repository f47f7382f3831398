-- told_channels: canaux, without the figures that are not told. Needs secrets and labels.
told_channels as (
  select k.key, c.label as canal, coalesce(v.libelle_volet, 'Patients') as volet, k.crees_cumul as size, s.ns, t.*,
    t.crees - t.crees_precedents as evolution
  from canaux k
  join dwh.canal c on c.code = k.key
  left join volets v on v.volet = c.volet
  left join secrets s using (key)
  left join lateral (select k.crees, k.crees_precedents, k.crees_cumul where s.ns is null) as t on true
)
