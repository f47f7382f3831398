-- code: fed-without-document
-- severity: warning
-- grain: one row per line and period (the week, or since the opening) with fewer documents than DMP fed
-- says: {measure}: {expected} DMP were fed with {found} documents ({difference}); each takes one at least
-- dit: {measure} : {expected} DMP alimentés avec {found} documents ({difference}) ; il en faut au moins un chacun
-- do: ask the sender which of the two figures is wrong
select f.line_no, f.file_id, v.measure, v.fed as expected, v.documents as found
from dwh.${fact} f
cross join lateral (values
  ('documents', f.dmp_alimentes_distinct, f.documents),
  ('documents_cumul', f.dmp_alimentes_cumul_distinct, f.documents_cumul)) as v (measure, fed, documents)
where f.period_start = :period and f.load_id = :load
  and (f.documents < f.dmp_alimentes_distinct or f.documents_cumul < f.dmp_alimentes_cumul_distinct)
  and v.documents < v.fed
  -- Exchanged columns explain it all.
  and not exists (
    select from ops.finding where load_id = :load and page = -1 and code = 'columns-look-swapped')
order by f.line_no, f.file_id, v.measure
