-- months: sums of the structures of the scope, one row per volet, month, département and group, over the months that the
-- report reads; from the mart, as lines of professionals are many and go when their time is over.
-- month_lines: the lines that they are sums of. A professional is known by rpps or adeli, never as a structure.
months as (
  select volet, period_start, departement, groupe, structures, actives, consultantes, dmp_crees, dmp_crees_cumul,
    alimentations, alimentations_cumul, documents, documents_cumul, consultations, consultations_cumul
  from mart.activity_monthly
  where period_start between :first and :period and load_id = any(:loads) and departement = any(:departements)
), month_lines as (
  select volet, file_id, line_no, period_start, departement, coalesce(profession, type_structure, '') as groupe,
    dmp_crees, dmp_crees_cumul, dmp_alimentes_distinct, dmp_alimentes_cumul_distinct,
    dmp_alimentes_distinct as alimentations, dmp_alimentes_cumul_distinct as alimentations_cumul,
    documents, documents_cumul, consultations, consultations_cumul,
    case when type_identifiant not in ('RPPS', 'ADELI') then type_identifiant end as type_identifiant,
    case when type_identifiant not in ('RPPS', 'ADELI') then identifiant end as identifiant,
    case type_identifiant when 'RPPS' then identifiant end as rpps,
    case type_identifiant when 'ADELI' then identifiant end as adeli
  from (
    select * from dwh.psl_monthly
    union all
    select * from dwh.es_monthly
    union all
    select * from dwh.autres_monthly
  ) as sent
  where period_start between :first and :period and load_id = any(:loads) and departement = any(:departements)
)
