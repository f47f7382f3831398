-- code: incident-touches-nothing
-- severity: warning
-- grain: one row per incident of a place that no nomenclature has, or of a feed of which nothing was ever loaded
-- says: line {line_no}: {maille} "{code}", feed "{feed}" names nothing that is known; the incident is printed in no
--   workbook of a region
-- dit: Ligne {line_no} : {maille} « {code} », fichier « {feed} » ne désigne rien de connu ; l'incident ne figure dans aucun
--   classeur de région
-- do: correct the code or the name of the feed and send the list again
with places (maille, code) as (
  select 'REGION', code from dwh.region
  union all
  select 'DEPARTEMENT', code from dwh.departement
)
select i.line_no, i.maille, coalesce(i.code, '') as code, coalesce(i.feed, '') as feed
from dwh.incident i
where i.period_start = :period and i.load_id = :load
  and (i.feed is not null and not exists (select from ops.load l where l.feed = i.feed)
    or i.maille <> 'FRANCE' and i.code is null
    or i.maille in ('REGION', 'DEPARTEMENT') and not exists (
      select from places p where p.maille = i.maille and p.code = i.code))
order by i.line_no
