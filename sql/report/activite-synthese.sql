-- grain: one row per volet and indicator of the scope
-- parameters: period, first, vintage, loads, region, departements, perimetre, suppress_below
-- used by: jobs/reports/weekly-activity.yaml
with
-- include: sql/report/part/es-lines.sql
,
-- include: sql/report/part/activity.sql
,
-- include: sql/report/part/labels.sql
,
-- include: sql/report/part/published-regions.sql
, semaines as (
  select volet, period_start, sum(structures) as structures, sum(actives) as actives, sum(dmp_crees) as crees,
    sum(dmp_crees_cumul) as crees_cumul, sum(alimentations) as alimentations,
    sum(alimentations_cumul) as alimentations_cumul, sum(documents) as documents, sum(documents_cumul) as documents_cumul,
    sum(consultations) as consultations, sum(consultations_cumul) as consultations_cumul
  from activity
  where period_start in (:period, :period - 7, :period - 28)
  group by volet, period_start
), secrets as (
  -- Fewer practitioners than may be told of in any of the weeks: their rows are left out whole.
  select distinct volet from semaines
  where volet = 'PSL' and (structures < :suppress_below or actives between 1 and :suppress_below - 1)
), publies as (
  -- Distinct counts as the source counted them, on the week that each table is reconciled with; the country's own row too.
  select distinct on (semaine) semaine, file_id, line_no, psl, es, autres
  from (
    select date_trunc('week', (period_start - 6)::timestamp)::date as semaine, period_start, file_id, line_no,
      alimentes_psl_distinct as psl, alimentes_es_distinct as es, alimentes_autres_distinct as autres
    from published_regions
    where key = :region
    union all
    select date_trunc('week', (period_start - 6)::timestamp)::date, period_start, file_id, line_no,
      max(value) filter (where measure = 'alimentes_psl_distinct'),
      max(value) filter (where measure = 'alimentes_es_distinct'),
      max(value) filter (where measure = 'alimentes_autres_distinct')
    from dwh.control_total
    where :region::text is null and load_id = any(:loads) and period_start between :first and :period + 12
    group by period_start, file_id, line_no
  ) as tables
  order by semaine, period_start desc
), comptes as (
  -- One line a week: the folds below give it back as it is, and add up nothing.
  select v.volet || '-alimentes' as key, file_id, line_no, semaine as period_start, null::int as valeur, v.cumul
  from publies
  cross join lateral (values ('PSL', psl), ('ES', es), ('AUTRES', autres)) as v (volet, cumul)
  where v.volet not in (select volet from secrets)
  union all
  select volet || '-alimentes', file_id, line_no, period_start, valeur_distinct, null
  from dwh.distincts
  where period_start in (:period, :period - 7, :period - 28) and load_id = any(:loads)
    and volet in ('PSL', 'ES', 'AUTRES') and mesure = 'dmp_alimentes' and region_code = coalesce(:region, '*')
    and '*' = all (array[departement, profession, type_structure, editeur_dpi, code_document, mode_acces])
    and volet not in (select volet from secrets)
), lines as (
  select l.volet || '-' || v.key as key, l.file_id, l.line_no, l.period_start, v.valeur, v.cumul, v.base,
    l.finess_et, l.type_identifiant, l.identifiant, l.rpps, l.adeli, l.lieu_exercice, null as region,
    null::numeric as region_total
  from activity_lines l
  cross join lateral (values
    ('actives', (l.documents > 0)::int, null, 1),
    ('crees', l.dmp_crees, l.dmp_crees_cumul, null),
    ('alimentations', l.alimentations, l.alimentations_cumul, null),
    ('documents', l.documents, l.documents_cumul, null),
    ('consultations', l.consultations, l.consultations_cumul, null)) as v (key, valeur, cumul, base)
  where l.volet not in (select volet from secrets)
  union all
  select key, file_id, line_no, period_start, valeur, cumul, null, null, null, null, null, null, null, :perimetre, null
  from comptes
), mesures as (
  select s.volet || '-' || v.key as key, s.period_start, v.valeur, v.cumul, v.base
  from semaines s
  cross join lateral (values
    ('actives', s.actives, null, s.structures),
    ('crees', s.crees, s.crees_cumul, null),
    ('alimentations', s.alimentations, s.alimentations_cumul, null),
    ('documents', s.documents, s.documents_cumul, null),
    ('consultations', s.consultations, s.consultations_cumul, null)) as v (key, valeur, cumul, base)
  where s.volet not in (select volet from secrets)
  union all
  select key, period_start, valeur, cumul, null from comptes
), valeurs as (
  select key,
    sum(valeur) filter (where period_start = :period) as valeur,
    sum(valeur) filter (where period_start = :period - 7) as precedente,
    sum(valeur) filter (where period_start = :period - 28) as quatre_semaines,
    sum(cumul) filter (where period_start = :period) as cumul,
    sum(base) filter (where period_start = :period) as base
  from mesures
  group by key
), indicateurs (rang, indicateur, libelle, unite) as (
  values (1, 'actives', 'Actifs dans la semaine', 'structures'),
    (2, 'crees', 'DMP créés', 'DMP'),
    (3, 'alimentes', 'DMP alimentés (distincts, comptés à la source)', 'DMP distincts'),
    (4, 'alimentations', 'Alimentations', 'couples DMP × structure'),
    (5, 'documents', 'Documents déposés', 'documents'),
    (6, 'consultations', 'Consultations', 'consultations')
)
select n.volet || '-' || i.indicateur as key, n.libelle_volet as volet, i.libelle as indicateur,
  case when n.volet = 'PSL' and i.indicateur = 'actives' then 'lignes PSL × lieu' else i.unite end as unite,
  v.valeur, v.precedente, v.valeur - v.precedente as evolution_1, v.quatre_semaines,
  v.valeur - v.quatre_semaines as evolution_4, v.cumul, v.base, v.valeur::numeric / nullif(v.base, 0) as part,
  case when n.volet in (select volet from secrets) then 'NS' end as ns
from volets n
cross join indicateurs i
left join valeurs v on v.key = n.volet || '-' || i.indicateur
order by n.rang_volet, i.rang
