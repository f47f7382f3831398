-- grain: one row per indicator of the region
-- parameters: period, first, vintage, loads, region, departements
-- used by: jobs/reports/weekly-es-focus.yaml
with
-- include: sql/report/part/es-lines.sql
,
-- include: sql/report/part/published-regions.sql
, totaux as (
  -- A rank compares the totals of regions, never their lines.
  select case :vintage when 2012 then d.region_2012 else d.region_2016 end as region, e.period_start,
    sum(e.dmp_crees_cumul) as crees_cumul
  from (
    select departement, period_start, dmp_crees_cumul
    from dwh.es_weekly
    where period_start in (:period, :period - 7, :period - 28) and load_id = any(:loads)
    union all
    select departement, period_start, dmp_crees_cumul
    from es_absent
    where period_start in (:period, :period - 7, :period - 28)
  ) as e
  join dwh.departement d on d.code = e.departement
  group by 1, 2
), publies as (
  -- Distinct counts of the region as the source counted them, on the week that each table is reconciled with.
  select distinct on (semaine) file_id, line_no,
    date_trunc('week', (period_start - 6)::timestamp)::date as semaine, alimentes_es_distinct
  from published_regions
  where key = :region
  order by semaine, period_start desc
), lines as (
  select v.key, l.file_id, l.line_no, l.period_start, l.finess_et, v.valeur,
    case when v.key in ('compatibles', 'demarres', 'actifs') then 1 end as base,
    null as region, null::numeric as region_total
  from es_lines l
  cross join lateral (values
    ('connus', 1), ('compatibles', (l.dmp_compatible = 'OUI')::int), ('demarres', l.demarre::int), ('actifs', l.actif::int),
    ('crees', l.dmp_crees), ('crees-cumul', l.dmp_crees_cumul),
    ('alimentations', l.alimentations), ('alimentations-cumul', l.alimentations_cumul),
    ('documents', l.documents), ('documents-cumul', l.documents_cumul),
    ('consultations', l.consultations), ('consultations-cumul', l.consultations_cumul)) as v (key, valeur)
  union all
  -- One line a week: the folds below give it back as it is, and add up nothing.
  select 'alimentes-cumul', file_id, line_no, semaine, null, alimentes_es_distinct, null, :perimetre, null from publies
  union all
  select 'alimentes', file_id, line_no, period_start, null, valeur_distinct, null, :perimetre, null
  from dwh.distincts
  where period_start in (:period, :period - 7, :period - 28) and load_id = any(:loads)
    and volet = 'ES' and mesure = 'dmp_alimentes' and region_code = :region
    and '*' = all (array[departement, profession, type_structure, editeur_dpi, code_document, mode_acces])
  union all
  -- No line of a file, but the total of each region that is not behind: what a rank may be explained with.
  select 'rang', null, null, t.period_start, null, 1, null, coalesce(r.label, t.region), t.crees_cumul
  from totaux t
  left join dwh.region r on r.code = t.region and r.vintage = :vintage
  join totaux own on own.region = :region and own.period_start = t.period_start
  where t.crees_cumul > own.crees_cumul or t.region = own.region
), valeurs as (
  select key,
    sum(valeur) filter (where period_start = :period) as valeur,
    sum(valeur) filter (where period_start = :period - 7) as precedente,
    sum(valeur) filter (where period_start = :period - 28) as quatre_semaines,
    sum(base) filter (where period_start = :period) as base
  from lines
  group by key
), synthese (position, key, indicateur, unite) as (
  values (1, 'connus', 'ES connus', 'ES'),
    (2, 'compatibles', 'ES compatibles', 'ES'),
    (3, 'demarres', 'ES démarrés', 'ES'),
    (4, 'actifs', 'ES actifs dans la semaine', 'ES'),
    (5, 'crees', 'DMP créés dans la semaine', 'DMP'),
    (6, 'crees-cumul', 'DMP créés depuis le début', 'DMP'),
    (7, 'alimentes', 'DMP alimentés de la semaine (distincts, comptés à la source)', 'DMP distincts'),
    (8, 'alimentes-cumul', 'DMP alimentés depuis le début (distincts, publiés)', 'DMP distincts'),
    (9, 'alimentations', 'Alimentations de la semaine', 'couples DMP × structure'),
    (10, 'alimentations-cumul', 'Alimentations depuis le début', 'couples DMP × structure'),
    (11, 'documents', 'Documents déposés dans la semaine', 'documents'),
    (12, 'documents-cumul', 'Documents déposés depuis le début', 'documents'),
    (13, 'consultations', 'Consultations de la semaine', 'consultations'),
    (14, 'consultations-cumul', 'Consultations depuis le début', 'consultations'),
    (15, 'rang', 'Rang de la région, DMP créés depuis le début', 'rang')
)
select s.key, s.indicateur, s.unite, v.valeur, v.precedente, v.valeur - v.precedente as evolution_1, v.quatre_semaines, v.valeur - v.quatre_semaines as evolution_4, v.base, v.valeur::numeric / nullif(v.base, 0) as part from synthese s left join valeurs v using (key) order by s.position
