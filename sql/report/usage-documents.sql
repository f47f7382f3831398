-- grain: one row per volet and type of document of the month, the most frequent of each volet first
-- parameters: period, loads, departements, suppress_below
-- used by: jobs/reports/monthly-usage.yaml
with
-- include: sql/report/part/labels.sql
, types as (
  -- A code that was closed is shown under its successor; one that no nomenclature has is not guessed at.
  select t.code as code_document, coalesce(n.code, t.code) as type, coalesce(n.label, t.label) as libelle,
    coalesce(n.regroupement, t.regroupement) as regroupement
  from dwh.type_document t
  left join dwh.type_document n on n.code = t.successeur
), month_documents as (
  select d.volet || '|' || coalesce(t.type, '?') as key, d.volet, t.libelle, t.regroupement, d.period_start, d.structures,
    d.documents_deposes, d.alimentations, d.documents_consultes
  from mart.usage_documents d
  left join types t using (code_document)
  where d.period_start in (:period, (:period - interval '1 month')::date) and d.load_id = any(:loads)
    and d.departement = any(:departements)
), sums as (
  select key, volet, coalesce(libelle, 'Type non répertorié') as libelle, coalesce(regroupement, 'Non répertorié') as regroupement,
    coalesce(sum(structures) filter (where period_start = :period), 0) as structures,
    coalesce(sum(structures) filter (where period_start < :period), 0) as structures_avant,
    sum(documents_deposes) filter (where period_start = :period) as documents,
    sum(documents_deposes) filter (where period_start < :period) as documents_precedents,
    sum(alimentations) filter (where period_start = :period) as alimentations,
    sum(documents_consultes) filter (where period_start = :period) as consultes
  from month_documents
  group by key, volet, libelle, regroupement
), people as (
  select key, '' as region, structures, structures_avant, structures as actives, structures_avant as actives_avant,
    0 as consultants
  from sums
  where volet = 'PSL'
),
-- include: sql/report/part/secrets.sql
, lines as (
  select d.volet || '|' || coalesce(t.type, '?') as key, d.file_id, d.line_no, d.period_start, d.documents_deposes,
    d.dmp_alimentes_distinct as alimentations, d.documents_consultes,
    case when d.type_identifiant not in ('RPPS', 'ADELI') then d.type_identifiant end as type_identifiant,
    case when d.type_identifiant not in ('RPPS', 'ADELI') then d.identifiant end as identifiant,
    case d.type_identifiant when 'RPPS' then d.identifiant end as rpps,
    case d.type_identifiant when 'ADELI' then d.identifiant end as adeli,
    null as region, null::numeric as region_total
  from dwh.usage_documents d
  left join types t using (code_document)
  where d.period_start in (:period, (:period - interval '1 month')::date) and d.load_id = any(:loads)
    and d.departement = any(:departements) and d.volet || '|' || coalesce(t.type, '?') not in (select key from secrets)
), told as (
  select m.key, v.libelle_volet as volet, v.rang_volet, m.regroupement, m.libelle as type, s.ns, m.documents as size, t.*
  from sums m
  join volets v using (volet)
  left join secrets s using (key)
  left join lateral (
    select m.structures, m.documents, m.documents_precedents, m.alimentations, m.consultes
    where s.ns is null
  ) as t on true
  where m.structures > 0
)
select *, documents - documents_precedents as evolution
from told
order by rang_volet, ns nulls first, size desc, key collate "C"
