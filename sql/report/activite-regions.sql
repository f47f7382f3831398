-- grain: one row per region, the one that created most DMP first
-- parameters: period, first, vintage, loads, region, departements, suppress_below
-- used by: jobs/reports/weekly-activity.yaml
with
-- include: sql/report/part/es-lines.sql
,
-- include: sql/report/part/activity.sql
, placees as (
  select d.code as departement, case :vintage when 2012 then d.region_2012 else d.region_2016 end as key
  from dwh.departement d
), semaine as (
  -- A sum of three volets is unknown while the file of one is.
  select count(distinct feed) = 3 as complete
  from ops.load
  where load_id = any(:loads) and period_start = :period and feed in ('psl-weekly', 'es-weekly', 'autres-weekly')
), totaux as (
  -- Totals of all regions may be compared, never their lines.
  select p.key, a.volet, sum(a.structures) as structures, sum(a.actives) as actives, sum(a.dmp_crees) as dmp_crees,
    sum(a.dmp_crees_cumul) as dmp_crees_cumul, sum(a.documents) as documents, sum(a.consultations) as consultations
  from (
    select volet, departement, structures, actives, dmp_crees, dmp_crees_cumul, documents, consultations
    from mart.activity_weekly
    where period_start = :period and load_id = any(:loads)
    union all
    select 'ES', departement, 1, 0, dmp_crees, dmp_crees_cumul, documents, consultations from es_absent where period_start = :period
  ) as a
  join placees p using (departement)
  where p.key <> ''
  group by 1, 2
), people as (
  -- The sum of the regions is told too.
  select key, '' as region, structures, 0 as structures_avant, actives, 0 as actives_avant, 0 as consultants
  from totaux
  where volet = 'PSL'
),
-- include: sql/report/part/secrets.sql
, told_lines as (
  -- A region whose practitioners are too few is told of neither them nor what they are part of.
  select l.*, case when s.ns is null and w.complete then l.dmp_crees_cumul end as tous_crees_cumul,
    case when s.ns is null and w.complete then l.dmp_crees end as tous_crees,
    case when s.ns is null and w.complete then l.documents end as tous_documents,
    case when s.ns is null and w.complete then l.consultations end as tous_consultations
  from (
    select p.key, a.volet, a.file_id, a.line_no, a.period_start, a.dmp_crees, a.dmp_crees_cumul, a.documents, a.consultations,
      a.finess_et, a.type_identifiant, a.identifiant, a.rpps, a.adeli, a.lieu_exercice, null as region
    from activity_lines a
    join placees p using (departement)
    where a.period_start = :period and p.key <> '' and (:region::text is null or p.key = :region)
    union all
    select t.key, t.volet, null, null, :period, t.dmp_crees, t.dmp_crees_cumul, t.documents, t.consultations,
      null, null, null, null, null, null, coalesce(r.label, t.key)
    from totaux t
    left join dwh.region r on r.code = t.key and r.vintage = :vintage
    where :region::text is not null and t.key <> :region
  ) as l
  cross join semaine w
  left join secrets s using (key)
  where s.ns is null or l.volet <> 'PSL'
), lines as (
  select *, null::numeric as region_total from told_lines
), regions as (
  select t.key, s.ns, sum(t.dmp_crees_cumul) as vrai_cumul,
    case when s.ns is null and w.complete then sum(t.dmp_crees_cumul) end as crees_cumul,
    sum(t.dmp_crees_cumul) filter (where volet = 'PSL' and s.ns is null) as crees_psl,
    sum(t.dmp_crees_cumul) filter (where volet = 'ES') as crees_es,
    sum(t.dmp_crees_cumul) filter (where volet = 'AUTRES') as crees_autres,
    case when s.ns is null and w.complete then sum(t.dmp_crees) end as crees,
    case when s.ns is null and w.complete then sum(t.documents) end as documents,
    case when s.ns is null and w.complete then sum(t.consultations) end as consultations, w.complete
  from totaux t
  cross join semaine w
  left join secrets s using (key)
  group by t.key, s.ns, w.complete
)
select t.*, case when complete then rank() over (order by vrai_cumul desc)::text else '[x]' end as rang,
  coalesce(r.label, t.key) as region
from regions t
left join dwh.region r on r.code = t.key and r.vintage = :vintage
order by case when complete then vrai_cumul end desc nulls last, t.key collate "C"
