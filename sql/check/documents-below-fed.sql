-- code: documents-below-fed
-- severity: warning
-- grain: one row per line with fewer documents than DMP fed
-- says: type {code_document}: {expected} DMP were fed with {found} documents ({difference}); each takes one at least
-- dit: Type {code_document} : {expected} DMP alimentés avec {found} documents ({difference}) ; il en faut au moins un chacun
-- do: ask the sender which of the two figures is wrong
select line_no, file_id, code_document, 'documents_deposes' as measure, dmp_alimentes_distinct as expected,
  documents_deposes as found
from dwh.${fact}
where period_start = :period and load_id = :load and documents_deposes < dmp_alimentes_distinct
order by line_no
