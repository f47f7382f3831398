-- regions: one row per département that is in a region, with the label of the region in the vintage of the period.
regions as (
  select d.code as departement, g.label as region
  from dwh.departement d
  join dwh.region g on g.vintage = :vintage
    and g.code = case when :vintage = 2012 then d.region_2012 else d.region_2016 end
)
