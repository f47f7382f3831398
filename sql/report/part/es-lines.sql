-- es_lines: one row per establishment of the scope and week, over the weeks that the report reads. What one
-- establishment fed, distinct for itself, is a number of couples DMP x structure once several are put together.
es_lines as (
  select file_id, line_no, period_start, finess_et, raison_sociale, categorie, statut, departement, dmp_compatible,
    coalesce(editeur_dpi, 'non renseigné') as editeur, date_demarrage,
    dmp_crees, dmp_crees_cumul, dmp_alimentes_distinct, dmp_alimentes_cumul_distinct,
    dmp_alimentes_distinct as alimentations, dmp_alimentes_cumul_distinct as alimentations_cumul,
    documents, documents_cumul, consultations, consultations_cumul,
    coalesce(date_demarrage <= period_start + 6, false) or documents_cumul > 0 or dmp_crees_cumul > 0 as demarre,
    documents > 0 as actif
  from dwh.es_weekly
  where period_start between :first and :period and load_id = any(:loads) and departement = any(:departements)
)
