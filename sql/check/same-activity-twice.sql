-- code: same-activity-twice
-- severity: warning
-- grain: one row per set of structures of a département whose eight figures are all equal
-- parameter: documents, chiffres; fewest documents since the opening, and figures that are not 0, beyond chance
-- says: lines {line_no} and {other} of département {departement} have the same eight figures ({times} lines in all,
--   {documents} documents since the opening): one structure may report under two identifiers
-- dit: Les lignes {line_no} et {autre} du département {departement} portent les huit mêmes chiffres ({times} lignes en
--   tout, {documents} documents depuis l'ouverture) : une même structure transmet peut-être sous deux identifiants
-- do: ask the sender; what is counted twice stays so until one of the lines is withdrawn
with busy as (
  select file_id, line_no, departement, dmp_crees, dmp_crees_cumul, dmp_alimentes_distinct, dmp_alimentes_cumul_distinct,
    documents, documents_cumul, consultations, consultations_cumul
  from dwh.${fact}
  where period_start = :period and load_id = :load and documents_cumul >= :documents
    and (dmp_crees > 0)::int + (dmp_crees_cumul > 0)::int + (dmp_alimentes_distinct > 0)::int
      + (dmp_alimentes_cumul_distinct > 0)::int + (documents > 0)::int + (documents_cumul > 0)::int
      + (consultations > 0)::int + (consultations_cumul > 0)::int >= :chiffres
), twice as (
  select min(array[file_id, line_no]) as one, max(array[file_id, line_no]) as two, departement, count(*) as times,
    documents_cumul as documents
  from busy
  group by departement, dmp_crees, dmp_crees_cumul, dmp_alimentes_distinct, dmp_alimentes_cumul_distinct, documents,
    documents_cumul, consultations, consultations_cumul
  having count(*) > 1
)
select one[1] as file_id, one[2] as line_no, ops.english(two[2]) || coalesce(file, '') as other,
  ops.french(two[2]) || coalesce(file, '') as autre, departement, times, documents
from twice
left join lateral (
  -- After a partial file the other line may be in another file than the one that is told.
  select ' (' || file_name || ')' as file from ops.load where file_id = two[1] and two[1] <> one[1] order by load_id limit 1
  ) as named on true
order by line_no, file_id
