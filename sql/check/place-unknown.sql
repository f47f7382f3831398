-- code: place-unknown
-- severity: warning
-- grain: one row per line of a région or département that no nomenclature has
-- says: line {line_no}: {maille} "{code}" is not known; the line is about no place that a report shows
-- dit: Ligne {line_no} : {maille} « {code} » inconnu ; la ligne ne concerne aucun lieu d'un rapport
-- do: correct the code and send the list again
with places (maille, code) as (
  select 'REGION', code from dwh.region
  union all
  select 'DEPARTEMENT', code from dwh.departement
)
select f.line_no, f.file_id, f.maille, f.code
from dwh.${fact} f
where f.period_start = :period and f.load_id = :load and f.maille in ('REGION', 'DEPARTEMENT') and f.code <> '*'
  and not exists (select from places p where p.maille = f.maille and p.code = f.code)
order by f.line_no
