-- activity: sums of the structures of the scope, one row per volet, week, département, group, vendor and product, over the
-- weeks that the report reads; from the mart, as lines of practitioners are many and go when their time is over.
-- activity_lines: the lines that they are sums of, which nothing reads but `explain`. Needs es_lines.
activity as (
  select volet, period_start, departement, groupe, editeur, logiciel, structures, actives, dmp_crees, dmp_crees_cumul,
    alimentations, alimentations_cumul, documents, documents_cumul, consultations, consultations_cumul
  from mart.activity_weekly
  where period_start between :first and :period and load_id = any(:loads) and departement = any(:departements)
  union all
  -- An establishment that a complete file leaves out did nothing, and what it had done stands.
  select 'ES', period_start, departement, categorie, coalesce(editeur_dpi, ''), '', 1, 0, dmp_crees, dmp_crees_cumul,
    dmp_alimentes_distinct, dmp_alimentes_cumul_distinct, documents, documents_cumul, consultations, consultations_cumul
  from es_absent
  where departement = any(:departements)
), activity_lines as (
  select 'PSL' as volet, file_id, line_no, period_start, departement, profession as groupe,
    coalesce(editeur_logiciel, '') as editeur, coalesce(logiciel, '') as logiciel, dmp_crees, dmp_crees_cumul,
    dmp_alimentes_distinct as alimentations, dmp_alimentes_cumul_distinct as alimentations_cumul,
    documents, documents_cumul, consultations, consultations_cumul,
    null as finess_et, null as type_identifiant, null as identifiant, rpps, adeli, lieu_exercice
  from dwh.psl_weekly
  where period_start between :first and :period and load_id = any(:loads) and departement = any(:departements)
  union all
  select 'ES', file_id, line_no, period_start, departement, categorie, coalesce(editeur_dpi, ''), '', dmp_crees,
    dmp_crees_cumul, dmp_alimentes_distinct, dmp_alimentes_cumul_distinct, documents, documents_cumul, consultations,
    consultations_cumul, finess_et, null, null, null, null, null
  from es_sent
  union all
  select 'AUTRES', file_id, line_no, period_start, departement, type_structure, '', '', dmp_crees, dmp_crees_cumul,
    dmp_alimentes_distinct, dmp_alimentes_cumul_distinct, documents, documents_cumul, consultations, consultations_cumul,
    null, type_identifiant, identifiant, null, null, null
  from dwh.autres_weekly
  where period_start between :first and :period and load_id = any(:loads) and departement = any(:departements)
)
