-- grain: one row per week, from the first of those read that has figures to the period
-- parameters: period, first, loads, departements
-- used by: jobs/reports/weekly-es-focus.yaml
with
-- include: sql/report/part/es-lines.sql
, lines as (
  select to_char(period_start, 'IYYY-"S"IW') as key, * from es_lines
), semaines as (
  select to_char(jour, 'IYYY-"S"IW') as key
  from generate_series((select min(period_start) from es_lines)::timestamp, :period::timestamp, interval '7 days') as jour
), donnees as (
  select key, key as semaine,
    count(*) filter (where actif) as actifs,
    sum(dmp_crees) as crees, sum(alimentations) as alimentations, sum(documents) as documents,
    sum(consultations) as consultations
  from lines
  group by key
)
select key, key as semaine, case when donnees.key is null then '[x] non reçues' else 'reçues' end as lignes, actifs, crees, alimentations, documents, consultations from semaines left join donnees using (key) order by key collate "C"
