-- people: the channel of the practitioners is about those of the scope, the others are about no few people. Needs canaux and
-- practitioners.
people as (
  select k.key, '' as region, case c.volet when 'PSL' then p.structures else :suppress_below + k.crees_cumul end as structures,
    case c.volet when 'PSL' then p.structures_avant else 0 end as structures_avant,
    case c.volet when 'PSL' then p.actives else :suppress_below + k.crees_cumul end as actives,
    case c.volet when 'PSL' then p.actives_avant else 0 end as actives_avant, 0 as consultants
  from canaux k
  join dwh.canal c on c.code = k.key
  cross join practitioners p
)
