-- code: identifier-changed
-- severity: info
-- grain: one row per line of a structure never seen in 13 weeks that goes on where one of the same département ended
-- parameter: documents; fewest documents since the opening, beyond chance
-- says: a structure never seen before goes on where that of line {line_avant} of the week before ({file_avant}) ended
--   ({documents} documents since the opening), which has no line: its identifier seems to have changed
-- dit: Une structure inconnue jusqu'ici continue là où s'arrêtait celle de la ligne {line_avant} de la semaine précédente
--   ({file_avant}, {documents} documents depuis l'ouverture), qui n'a plus de ligne : son identifiant semble avoir changé
-- do: nothing; its weeks before stand under the other identifier
with fresh as (
  select file_id, line_no, place, dmp_crees_cumul - dmp_crees as crees, documents_cumul - documents as documents,
    consultations_cumul - consultations as consultations, dmp_alimentes_distinct, dmp_alimentes_cumul_distinct
  from paired_line
  where line_avant is null and semaines = 1 and documents_cumul - documents >= :documents
    and hashtextextended(key, 0) not in (
      select key_hash from mart.structure_silent
      where period_start = :before and load_id = any(:loads) and last_seen >= :period::date - 91 and key_hash is not null)
), gone as (
  select file_avant, line_avant, place, dmp_crees_cumul_avant as crees, documents_cumul_avant as documents,
    consultations_cumul_avant as consultations, dmp_alimentes_cumul_avant_distinct
  from paired_line
  where line_no is null
), followed as (
  select f.file_id, f.line_no, g.file_avant, g.line_avant, documents,
    count(*) over (partition by f.file_id, f.line_no) as befores,
    count(*) over (partition by g.file_avant, g.line_avant) as afters
  from fresh f
  join gone g using (place, crees, documents, consultations)
  where f.dmp_alimentes_cumul_distinct
    between greatest(g.dmp_alimentes_cumul_avant_distinct, f.dmp_alimentes_distinct)
    and g.dmp_alimentes_cumul_avant_distinct + f.dmp_alimentes_distinct
)
select file_id, line_no, line_avant, documents,
  (select file_name from ops.load l where l.file_id = f.file_avant order by load_id limit 1) as file_avant
from followed f
where befores = 1 and afters = 1
order by line_no, file_id
