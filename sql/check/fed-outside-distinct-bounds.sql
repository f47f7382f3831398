-- code: fed-outside-distinct-bounds
-- severity: error
-- grain: one row per region or France whose total of DMP fed is not between its largest part and the sum of its parts
-- says: {scope}: the total of DMP fed is {found}, expected between {largest} and {expected}: a DMP counts once
-- dit: {scope} : le total des DMP alimentés est {found}, attendu entre {largest} et {expected} : un DMP compte une fois
-- do: ask the sender which figure is wrong
with rows as (
  select region_label as scope, line_no, alimentes_psl_distinct as psl, alimentes_es_distinct as es,
    alimentes_autres_distinct as autres, alimentes_total_distinct as total
  from dwh.synthese_weekly
  where period_start = :period and load_id = :load
  union all
  select 'France', min(line_no),
    max(value) filter (where measure = 'alimentes_psl_distinct'),
    max(value) filter (where measure = 'alimentes_es_distinct'),
    max(value) filter (where measure = 'alimentes_autres_distinct'),
    max(value) filter (where measure = 'alimentes_total_distinct')
  from dwh.control_total
  where period_start = :period and load_id = :load
  having count(*) > 0
)
select scope, line_no, 'alimentes_total_distinct' as measure, greatest(psl, es, autres) as largest,
  psl + es + coalesce(autres, 0) as expected, total as found
from rows
where total < greatest(psl, es, autres) or total > psl + es + coalesce(autres, 0)
order by line_no
