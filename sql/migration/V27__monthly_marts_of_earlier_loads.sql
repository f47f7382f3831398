-- Months that were loaded before V17 have lines and no sums, so that reports show them as empty. They are added up as the
-- audit of a load does it now. Loads that have sums are left alone, and so are those whose lines are gone.
insert into mart.activity_monthly (period_start, load_id, volet, departement, groupe, structures, actives, consultantes,
  dmp_crees, dmp_crees_cumul, alimentations, alimentations_cumul, documents, documents_cumul, consultations,
  consultations_cumul)
select period_start, load_id, volet, departement, coalesce(profession, type_structure, ''), count(*),
  count(*) filter (where documents > 0), count(*) filter (where consultations > 0), sum(dmp_crees), sum(dmp_crees_cumul),
  sum(dmp_alimentes_distinct), sum(dmp_alimentes_cumul_distinct), sum(documents), sum(documents_cumul),
  sum(consultations), sum(consultations_cumul)
from (
  select period_start, load_id, volet, departement, profession, type_structure, dmp_crees, dmp_crees_cumul,
    dmp_alimentes_distinct, dmp_alimentes_cumul_distinct, documents, documents_cumul, consultations, consultations_cumul
  from dwh.psl_monthly
  union all
  select period_start, load_id, volet, departement, profession, type_structure, dmp_crees, dmp_crees_cumul,
    dmp_alimentes_distinct, dmp_alimentes_cumul_distinct, documents, documents_cumul, consultations, consultations_cumul
  from dwh.es_monthly
  union all
  select period_start, load_id, volet, departement, profession, type_structure, dmp_crees, dmp_crees_cumul,
    dmp_alimentes_distinct, dmp_alimentes_cumul_distinct, documents, documents_cumul, consultations, consultations_cumul
  from dwh.autres_monthly
) as sent
where not exists (
  select from mart.activity_monthly m where (m.period_start, m.load_id) = (sent.period_start, sent.load_id))
group by 1, 2, 3, 4, 5;

insert into mart.usage_documents (period_start, load_id, volet, departement, code_document, structures, documents_deposes,
  alimentations, documents_consultes)
select period_start, load_id, volet, departement, code_document, count(*), sum(documents_deposes),
  sum(dmp_alimentes_distinct), sum(documents_consultes)
from dwh.usage_documents sent
where not exists (
  select from mart.usage_documents m where (m.period_start, m.load_id) = (sent.period_start, sent.load_id))
group by 1, 2, 3, 4, 5;

insert into mart.usage_acces (period_start, load_id, volet, departement, profession, mode_acces, structures, actives,
  dossiers_consultes, connexions)
select period_start, load_id, volet, departement, coalesce(profession, ''), mode_acces, count(*),
  count(*) filter (where connexions > 0), sum(dmp_consultes_distinct), sum(connexions)
from dwh.usage_acces sent
where not exists (
  select from mart.usage_acces m where (m.period_start, m.load_id) = (sent.period_start, sent.load_id))
group by 1, 2, 3, 4, 5, 6;
