-- mart: activity_monthly
-- grain: one row per load, département and group that has a line
-- keys: period_start, load_id, volet, departement, groupe
-- measures: structures, actives, consultantes, dmp_crees, dmp_crees_cumul, alimentations, alimentations_cumul, documents,
--   documents_cumul, consultations, consultations_cumul
-- groupe: profession of the professional, else type of the structure, empty if neither is given
-- structures: lines, one per professional or structure; additive within a month
-- actives: those with documents in the month; additive within a month
-- consultantes: those with consultations in the month; additive within a month
-- alimentations: couples of a DMP and a structure that fed it; additive, unlike the DMP fed, which they exceed
-- parameters: load, period
with lines as (
  select volet, departement, coalesce(profession, type_structure, '') as groupe,
    dmp_crees, dmp_crees_cumul, documents, documents_cumul, consultations, consultations_cumul,
    -- Distinct for the structure alone, a couple once several are put together.
    dmp_alimentes_distinct as alimentations, dmp_alimentes_cumul_distinct as alimentations_cumul
  from dwh.${fact}
  where period_start = :period and load_id = :load
)
select :period::date as period_start, :load::bigint as load_id, volet, departement, groupe,
  count(*) as structures, count(*) filter (where documents > 0) as actives,
  count(*) filter (where consultations > 0) as consultantes,
  sum(dmp_crees) as dmp_crees, sum(dmp_crees_cumul) as dmp_crees_cumul,
  sum(alimentations) as alimentations, sum(alimentations_cumul) as alimentations_cumul,
  sum(documents) as documents, sum(documents_cumul) as documents_cumul,
  sum(consultations) as consultations, sum(consultations_cumul) as consultations_cumul
from lines
group by volet, departement, groupe
