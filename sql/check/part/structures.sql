-- structures: one row per structure and week, of all volets alike; a view, so that whoever reads it names weeks and loads.
-- What one structure fed, distinct for itself, is a number of couples DMP x structure once several are put together.
structures as not materialized (
  select 'PSL' as volet, load_id, period_start, departement, concat_ws(chr(31), coalesce(rpps, adeli), lieu_exercice) as structure,
    dmp_crees as crees, dmp_crees_cumul as crees_cumul,
    dmp_alimentes_distinct as couples, dmp_alimentes_cumul_distinct as couples_cumul
  from dwh.psl_weekly
  union all
  select 'ES', load_id, period_start, departement, finess_et, dmp_crees, dmp_crees_cumul,
    dmp_alimentes_distinct, dmp_alimentes_cumul_distinct
  from dwh.es_weekly
  union all
  select 'AUTRES', load_id, period_start, departement, concat_ws(chr(31), type_identifiant, identifiant), dmp_crees,
    dmp_crees_cumul, dmp_alimentes_distinct, dmp_alimentes_cumul_distinct
  from dwh.autres_weekly
)
