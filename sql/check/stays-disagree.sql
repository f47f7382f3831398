-- code: stays-disagree
-- severity: warning
-- grain: one row per line and figure of stays above one that holds it: stays with a DMP fed are stays with a DMP, which are
--   stays
-- says: {finess_et}: {measure} is {found}, above {expected} of {within} ({difference})
-- dit: {finess_et} : {measure} vaut {found}, plus que {expected} de {within} ({difference})
-- do: ask the hospital which figure is wrong; no rate is made of them until then
select f.line_no, f.file_id, f.finess_et, v.measure, v.contenant as within, v.expected, v.found
from dwh.${fact} f
cross join lateral (values
  ('sejours_dmp_existant', 'sejours', f.sejours, f.sejours_dmp_existant),
  ('sejours_dmp_alimentes', case when f.sejours_dmp_existant is null then 'sejours' else 'sejours_dmp_existant' end,
    coalesce(f.sejours_dmp_existant, f.sejours), f.sejours_dmp_alimentes)) as v (measure, contenant, expected, found)
where f.period_start = :period and f.load_id = :load and v.found > v.expected
order by f.line_no, v.measure
