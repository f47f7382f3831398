-- published_regions: the lines of published tables in the regions of :vintage, one row per line and region that it stands
-- in. Regions were put together in 2016 and never split: an old one stands whole in a new one, which `parts` old ones make
-- up; a new one stands in several old ones, and no figure of it is theirs. What is created adds up once all parts are
-- there; a distinct count is only that of a region that did not change. In its own vintage a region is itself.
region_places as (
  select v.vintage as published_vintage,
    case v.vintage when 2012 then d.region_2012 else d.region_2016 end as code,
    case :vintage when 2012 then d.region_2012 else d.region_2016 end as key
  from dwh.departement d
  cross join (values (2012), (2016)) as v (vintage)
  where d.region_2012 <> ''
  group by 1, 2, 3
), restated_regions as (
  select *, count(*) over (partition by published_vintage, key) as parts,
    count(*) over (partition by published_vintage, code) = 1 as whole
  from region_places
), placed_regions as (
  select s.*, r.key, coalesce(g.label, s.region_label) as region,
    r.whole and count(*) over (partition by s.period_start, r.key) = r.parts as known,
    r.whole and r.parts = 1 as same
  from dwh.synthese_weekly s
  join restated_regions r on r.code = s.region_code
    and r.published_vintage = case when s.period_start < date '2016-01-01' then 2012 else 2016 end
  -- Within its vintage a region is called as it was sent.
  left join dwh.region g on g.code = r.key and g.vintage = :vintage and r.published_vintage <> :vintage
  where s.period_start between :first and :period + 12 and s.load_id = any(:loads)
), published_regions as (
  select file_id, line_no, period_start, key, region,
    case when known then crees_psl end as crees_psl, case when known then crees_es end as crees_es,
    case when known then crees_autres end as crees_autres, case when known then crees_patients end as crees_patients,
    case when known then crees_total end as crees_total,
    case when same then alimentes_psl_distinct end as alimentes_psl_distinct,
    case when same then alimentes_es_distinct end as alimentes_es_distinct,
    case when same then alimentes_autres_distinct end as alimentes_autres_distinct,
    case when same then alimentes_total_distinct end as alimentes_total_distinct
  from placed_regions
)
