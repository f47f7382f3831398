-- grain: one row per week, from the first of those read that has figures to the period
-- parameters: period, first, loads, departements, suppress_below
-- used by: jobs/reports/weekly-activity.yaml
with
-- include: sql/report/part/es-lines.sql
,
-- include: sql/report/part/activity.sql
, secrets as (
  -- A week in which too few practitioners were active is not told of them.
  select period_start from activity where volet = 'PSL' group by 1
  having sum(structures) < :suppress_below or sum(actives) between 1 and :suppress_below - 1
), lines as (
  select to_char(period_start, 'IYYY-"S"IW') as key, *
  from activity_lines
  where volet <> 'PSL' or period_start not in (select period_start from secrets)
), semaines as (
  select jour::date as period_start
  from generate_series((select min(period_start) from activity)::timestamp, :period::timestamp, interval '7 days') as jour
), donnees as (
  select period_start,
    sum(dmp_crees) filter (where volet = 'PSL') as crees_psl, sum(dmp_crees) filter (where volet = 'ES') as crees_es,
    sum(dmp_crees) filter (where volet = 'AUTRES') as crees_autres,
    sum(documents) filter (where volet = 'PSL') as documents_psl, sum(documents) filter (where volet = 'ES') as documents_es,
    sum(documents) filter (where volet = 'AUTRES') as documents_autres
  from activity
  where volet <> 'PSL' or period_start not in (select period_start from secrets)
  group by period_start
), recues as (
  select period_start, string_agg(distinct libelle, ', ' order by libelle) as volets
  from activity
  join (values ('PSL', '1 PSL'), ('ES', '2 ES'), ('AUTRES', '3 autres')) as v (volet, libelle) using (volet)
  group by period_start
)
select to_char(s.period_start, 'IYYY-"S"IW') as key, to_char(s.period_start, 'IYYY-"S"IW') as semaine,
  coalesce(regexp_replace(r.volets, '\d ', '', 'g'), '[x] non reçues') as lignes, d.crees_psl, d.crees_es, d.crees_autres,
  d.documents_psl, d.documents_es, d.documents_autres
from semaines s
left join donnees d using (period_start)
left join recues r using (period_start)
order by s.period_start
