-- code: document-type-unknown
-- severity: warning
-- grain: one row per code of a type of document that the nomenclature does not have
-- says: the nomenclature has no type of document "{code_document}" ({found} lines); it is shown under its code, as a type not
--   listed
-- dit: Type de document « {code_document} » absent de la nomenclature ({found} lignes) : montré sous son code, comme type
--   non répertorié
-- do: add it to jobs/nomenclatures/types-documents.csv once its meaning is known; never take another for it
select (min(array[f.file_id, f.line_no]))[1] as file_id, (min(array[f.file_id, f.line_no]))[2] as line_no,
  f.code_document, count(*) as found
from dwh.${fact} f
where f.period_start = :period and f.load_id = :load
  and not exists (select from dwh.type_document t where t.code = f.code_document)
group by f.code_document
order by f.code_document
