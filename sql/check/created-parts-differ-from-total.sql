-- code: created-parts-differ-from-total
-- severity: error
-- grain: one row per region or France whose parts do not add up to its total
-- says: {scope}: DMP created by {parts} add up to {expected}, the total says {found} ({difference})
-- dit: {scope} : les DMP créés par {parts} font {expected}, le total indique {found} ({difference})
-- do: ask the sender which figure is wrong; a part that the file leaves out makes it a warning
with rows as (
  select region_label as scope, line_no, crees_psl, crees_es, crees_autres, crees_patients, crees_total
  from dwh.synthese_weekly
  where period_start = :period and load_id = :load
  union all
  select 'France', min(line_no),
    max(value) filter (where measure = 'crees_psl'), max(value) filter (where measure = 'crees_es'),
    max(value) filter (where measure = 'crees_autres'), max(value) filter (where measure = 'crees_patients'),
    max(value) filter (where measure = 'crees_total')
  from dwh.control_total
  where period_start = :period and load_id = :load
  having count(*) > 0
)
select scope, line_no, 'crees_total' as measure,
  concat_ws(', ', 'PSL', 'ES', case when crees_autres is not null then 'autres' end,
    case when crees_patients is not null then 'patients' end) as parts,
  crees_psl + crees_es + coalesce(crees_autres, 0) + coalesce(crees_patients, 0) as expected,
  crees_total as found,
  case when crees_autres is null or crees_patients is null then 'warning' else 'error' end as severity
from rows
where crees_psl + crees_es + coalesce(crees_autres, 0) + coalesce(crees_patients, 0) <> crees_total
order by line_no
