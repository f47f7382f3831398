-- code: channels-against-activity
-- severity: warning
-- grain: one row per volet and region whose channels and structures do not count the same DMP created in the period
-- parameter: tolerance, dmp; how much of a difference is let through, the larger of a share of the structures' figure and a
--   number of DMP
-- says: {scope}, {volet}: its structures created {expected} DMP, its channels ({canaux}) {found} ({difference})
-- dit: {scope}, {volet} : {expected} DMP créés par les structures, {found} par les canaux ({canaux}), écart {difference}
-- do: ask both senders; which channel belongs to which volet is declared in jobs/nomenclatures/canaux.csv
with
-- include: sql/check/part/regions.sql
, in_force as (
  select load_id from ops.load
  where period_start = :period and published_at is not null and retired_at is null and feed in (
    case when '${fact}' = 'canal_weekly' then 'psl-weekly' else 'psl-monthly' end,
    case when '${fact}' = 'canal_weekly' then 'es-weekly' else 'es-monthly' end,
    case when '${fact}' = 'canal_weekly' then 'autres-weekly' else 'autres-monthly' end)
), structures as (
  select volet, departement, dmp_crees from mart.activity_weekly
  where period_start = :period and load_id in (select load_id from in_force)
  union all
  select volet, departement, dmp_crees from mart.activity_monthly
  where period_start = :period and load_id in (select load_id from in_force)
), by_structures as (
  select s.volet, r.region, sum(s.dmp_crees) as expected
  from structures s
  join regions r using (departement)
  group by s.volet, r.region
), by_channels as (
  select c.volet, r.region, sum(f.dmp_crees) as found,
    string_agg(distinct c.label, ', ' order by c.label) as canaux
  from dwh.${fact} f
  join dwh.canal c on c.code = f.canal
  join regions r using (departement)
  where f.period_start = :period and f.load_id = :load
  group by c.volet, r.region
)
select region as scope, volet, canaux, 'dmp_crees' as measure, expected, found
from by_structures
join by_channels using (volet, region)
where abs(found - expected) > greatest(:tolerance * expected, :dmp)
order by region, volet
