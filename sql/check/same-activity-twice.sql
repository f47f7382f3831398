-- code: same-activity-twice
-- severity: warning
-- grain: one row per set of structures of a département whose eight figures are all equal
-- parameter: documents, chiffres; fewest documents since the opening, and figures that are not 0, beyond chance
-- says: lines {line_no} and {other} of département {departement} have the same eight figures ({times} lines in all,
--   {documents} documents since the opening): one structure may report under two identifiers
-- dit: Les lignes {line_no} et {other} du département {departement} portent les huit mêmes chiffres ({times} lignes en
--   tout, {documents} documents depuis l'ouverture) : une même structure transmet peut-être sous deux identifiants
-- do: ask the sender; what is counted twice stays so until one of the lines is withdrawn
with busy as (
  select line_no, departement, dmp_crees, dmp_crees_cumul, dmp_alimentes_distinct, dmp_alimentes_cumul_distinct,
    documents, documents_cumul, consultations, consultations_cumul
  from dwh.${fact}
  where period_start = :period and load_id = :load and documents_cumul >= :documents
    and (dmp_crees > 0)::int + (dmp_crees_cumul > 0)::int + (dmp_alimentes_distinct > 0)::int
      + (dmp_alimentes_cumul_distinct > 0)::int + (documents > 0)::int + (documents_cumul > 0)::int
      + (consultations > 0)::int + (consultations_cumul > 0)::int >= :chiffres
)
select min(line_no) as line_no, max(line_no) as other, departement, count(*) as times, documents_cumul as documents
from busy
group by departement, dmp_crees, dmp_crees_cumul, dmp_alimentes_distinct, dmp_alimentes_cumul_distinct, documents,
  documents_cumul, consultations, consultations_cumul
having count(*) > 1
order by line_no
