-- grain: one row per region, the one that created most DMP first
-- parameters: period, first, vintage, loads, region, departements
-- used by: jobs/reports/weekly-activity.yaml
with
-- include: sql/report/part/es-lines.sql
,
-- include: sql/report/part/activity.sql
, placees as (
  select d.code as departement, case :vintage when 2012 then d.region_2012 else d.region_2016 end as key
  from dwh.departement d
), totaux as (
  -- Totals of all regions may be compared, never their lines.
  select p.key, a.volet, sum(a.dmp_crees) as dmp_crees, sum(a.dmp_crees_cumul) as dmp_crees_cumul,
    sum(a.documents) as documents, sum(a.consultations) as consultations
  from (
    select volet, departement, dmp_crees, dmp_crees_cumul, documents, consultations
    from mart.activity_weekly
    where period_start = :period and load_id = any(:loads)
    union all
    select 'ES', departement, dmp_crees, dmp_crees_cumul, documents, consultations from es_absent where period_start = :period
  ) as a
  join placees p using (departement)
  where p.key <> ''
  group by 1, 2
), lines as (
  select p.key, l.volet, l.file_id, l.line_no, l.period_start, l.dmp_crees, l.dmp_crees_cumul, l.documents, l.consultations,
    l.finess_et, l.type_identifiant, l.identifiant, l.rpps, l.adeli, l.lieu_exercice, null as region,
    null::numeric as region_total
  from activity_lines l
  join placees p using (departement)
  where l.period_start = :period and p.key <> ''
  union all
  select t.key, t.volet, null, null, :period, t.dmp_crees, t.dmp_crees_cumul, t.documents, t.consultations,
    null, null, null, null, null, null, coalesce(r.label, t.key), t.dmp_crees_cumul
  from totaux t
  left join dwh.region r on r.code = t.key and r.vintage = :vintage
  where :region is not null and t.key <> :region
), regions as (
  select key, sum(dmp_crees) as crees, sum(dmp_crees_cumul) as crees_cumul,
    sum(dmp_crees_cumul) filter (where volet = 'PSL') as crees_psl,
    sum(dmp_crees_cumul) filter (where volet = 'ES') as crees_es,
    sum(dmp_crees_cumul) filter (where volet = 'AUTRES') as crees_autres,
    sum(documents) as documents, sum(consultations) as consultations
  from totaux
  group by key
)
select t.*, rank() over (order by crees_cumul desc)::text as rang, coalesce(r.label, t.key) as region
from regions t
left join dwh.region r on r.code = t.key and r.vintage = :vintage
order by crees_cumul desc, t.key collate "C"
