-- es_lines: one row per establishment of the scope and week, over the weeks that the report reads. What one
-- establishment fed, distinct for itself, is a number of couples DMP x structure once several are put together.
-- es_absent: one row per establishment and week whose file is complete and leaves it out, though it had a line before: it
-- did nothing that week, and what it had done stands, as long as its last line is within the weeks that the report reads.
-- Of all regions; no line of a file, as there is none.
es_complete as materialized (
  select load_id, file_id, sender, period_start
  from ops.load
  where load_id = any(:loads) and feed = 'es-weekly' and absent_means = 'zero'
), es_stands as (
  -- A line is the last one of its establishment, whoever sent it, until the next; weeks are only read if a file is complete.
  select e.*, l.sender, lead(e.period_start) over (partition by e.finess_et order by e.period_start, l.sender, e.line_no) as suivante
  from dwh.es_weekly e
  join ops.load l on l.load_id = e.load_id
  where e.period_start between :first and :period and e.load_id = any(:loads) and exists (select from es_complete)
), es_absent as (
  select c.file_id, null::int as line_no, c.period_start, k.finess_et, k.raison_sociale, k.categorie, k.statut, k.departement,
    k.dmp_compatible, k.editeur_dpi, k.date_demarrage,
    0 as dmp_crees, k.dmp_crees_cumul, 0 as dmp_alimentes_distinct, k.dmp_alimentes_cumul_distinct,
    0 as documents, k.documents_cumul, 0 as consultations, k.consultations_cumul
  from es_complete c
  -- A sender says nothing of an establishment that another reported last.
  join es_stands k on k.sender = c.sender and k.period_start < c.period_start
    and (k.suivante is null or c.period_start < k.suivante)
), es_sent as (
  select file_id, line_no, period_start, finess_et, raison_sociale, categorie, statut, departement, dmp_compatible,
    editeur_dpi, date_demarrage, dmp_crees, dmp_crees_cumul, dmp_alimentes_distinct, dmp_alimentes_cumul_distinct,
    documents, documents_cumul, consultations, consultations_cumul
  from dwh.es_weekly
  where period_start between :first and :period and load_id = any(:loads) and departement = any(:departements)
  union all
  select * from es_absent where departement = any(:departements)
), es_lines as (
  select file_id, line_no, period_start, finess_et, raison_sociale, categorie, statut, departement, dmp_compatible,
    coalesce(editeur_dpi, 'non renseigné') as editeur, date_demarrage,
    dmp_crees, dmp_crees_cumul, dmp_alimentes_distinct, dmp_alimentes_cumul_distinct,
    dmp_alimentes_distinct as alimentations, dmp_alimentes_cumul_distinct as alimentations_cumul,
    documents, documents_cumul, consultations, consultations_cumul,
    coalesce(date_demarrage <= period_start + 6, false) or documents_cumul > 0 or dmp_crees_cumul > 0 as demarre,
    documents > 0 as actif
  from es_sent
)
