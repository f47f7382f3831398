-- mart: usage_acces
-- grain: one row per load, volet, département, profession and mode of access that has a line
-- keys: period_start, load_id, volet, departement, profession, mode_acces
-- measures: structures, actives, dossiers_consultes, connexions
-- profession: empty if not given
-- structures: lines, one per structure or professional, profession and mode; adds up within a mode, not over modes
-- actives: those with connections; adds up within a mode, not over modes
-- dossiers_consultes: couples of a DMP and a structure that consulted it; additive, unlike the DMP consulted
-- parameters: load, period
with lines as (
  select volet, departement, coalesce(profession, '') as profession, mode_acces, connexions,
    -- Distinct for the structure alone, a couple once several are put together.
    dmp_consultes_distinct as dossiers_consultes
  from dwh.${fact}
  where period_start = :period and load_id = :load
)
select :period::date as period_start, :load::bigint as load_id, volet, departement, profession, mode_acces,
  count(*) as structures, count(*) filter (where connexions > 0) as actives, sum(dossiers_consultes) as dossiers_consultes, sum(connexions) as connexions
from lines
group by volet, departement, profession, mode_acces
