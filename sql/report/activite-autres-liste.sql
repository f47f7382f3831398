-- grain: one row per other structure of the scope with a line in the week, most documents first
-- parameters: period, loads, departements
-- used by: jobs/reports/weekly-activity.yaml
with
-- include: sql/report/part/labels.sql
, lines as (
  select type_identifiant || ' ' || identifiant as key, *
  from dwh.autres_weekly
  where period_start in (:period, :period - 7) and load_id = any(:loads) and departement = any(:departements)
), now as (
  select * from lines where period_start = :period
), before as (
  select key, documents from lines where period_start = :period - 7
)
select n.key, n.identifiant, coalesce(n.raison_sociale, 'non renseigné') as raison_sociale,
  coalesce(l.libelle_groupe, n.type_structure) as type, n.departement, n.dmp_crees as crees, n.dmp_crees_cumul as crees_cumul,
  n.dmp_alimentes_distinct as alimentes_distinct, n.dmp_alimentes_cumul_distinct as alimentes_cumul_distinct, n.documents,
  b.documents as documents_precedents, n.documents - b.documents as evolution, n.documents_cumul, n.consultations
from now n
left join before b using (key)
left join groupes l on l.groupe = n.type_structure
order by n.documents desc, n.documents_cumul desc, n.key collate "C"
