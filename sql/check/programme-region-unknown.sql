-- code: programme-region-unknown
-- severity: error
-- grain: one row per membership of a region that did not exist on its first or its last day
-- says: line {line_no}: "{code}" is the code of no region of {vintage}, in a membership that holds {when_en}
-- dit: Ligne {line_no} : « {code} » n'est le code d'aucune région de {vintage}, pour une appartenance valable {quand}
-- do: correct the code, or end the membership on 2015-12-31 and begin another for the new region
with ends as (
  select f.line_no, f.file_id, f.code, case when v.jour < '2016-01-01' then 2012 else 2016 end as an
  from dwh.${fact} f
  cross join lateral (values (f.debut), (coalesce(f.fin, date '9999-12-31'))) as v (jour)
  where f.period_start = :period and f.load_id = :load and f.maille = 'REGION'
)
select distinct line_no, file_id, code, an::text as vintage,
  case an when 2012 then 'before 2016' else 'after 2015' end as when_en,
  case an when 2012 then 'avant 2016' else 'après 2015' end as quand
from ends e
where not exists (select from dwh.region r where r.vintage = e.an and r.code = e.code)
order by line_no, vintage
