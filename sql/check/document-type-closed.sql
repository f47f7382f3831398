-- code: document-type-closed
-- severity: info
-- grain: one row per code of a type of document that was closed before the period began
-- says: type of document "{code_document}" was closed on {closed} ({found} lines); it is shown under its successor "{successor}"
-- dit: Type de document « {code_document} » fermé le {ferme} ({found} lignes) : montré sous son successeur « {successor} »
-- do: nothing; ask the sender to use the code in force
select (min(array[f.file_id, f.line_no]))[1] as file_id, (min(array[f.file_id, f.line_no]))[2] as line_no,
  f.code_document, count(*) as found, t.successeur as successor,
  to_char(t.ferme, 'YYYY-MM-DD') as closed, to_char(t.ferme, 'DD/MM/YYYY') as ferme
from dwh.${fact} f
join dwh.type_document t on t.code = f.code_document and t.ferme < :period
where f.period_start = :period and f.load_id = :load
group by f.code_document, t.successeur, t.ferme
order by f.code_document
