-- grain: one row per establishment of the region, the largest first
-- parameters: period, first, loads, departements, ferie
-- used by: jobs/reports/weekly-es-focus.yaml
with
-- include: sql/report/part/es-lines.sql
,
-- include: sql/report/part/es-structures.sql
, lines as (
  select finess_et as key, * from es_lines
), semaines as (
  select key,
    max(dmp_crees) filter (where period_start = :period) as crees,
    max(dmp_crees_cumul) filter (where period_start = :period) as crees_cumul,
    max(dmp_alimentes_distinct) filter (where period_start = :period) as alimentes_distinct,
    max(dmp_alimentes_cumul_distinct) filter (where period_start = :period) as alimentes_cumul_distinct,
    max(documents) filter (where period_start = :period) as documents,
    max(documents_cumul) filter (where period_start = :period) as documents_cumul,
    max(documents) filter (where period_start = :period - 7) as documents_precedents
  from lines
  group by key
), treize_semaines as (
  -- Each establishment has a row for each of thirteen weeks, if only an empty one.
  select key, semaine, max(documents) as documents, greatest(max(max(documents)) over (partition by key), 1) as maximum
  from (
    select key, period_start as semaine, documents from lines where period_start > :period - 91
    union all
    select key, :period - 7 * jour, null from semaines cross join generate_series(0, 12) as jour
  ) as toutes
  group by key, semaine
), tendances as (
  -- Thirteen weeks as blocks from low to high; a dot where nothing was sent.
  select key, string_agg(coalesce(substr('▁▂▃▄▅▆▇█', 1 + 7 * documents / maximum, 1), '·'), '' order by semaine) as tendance
  from treize_semaines
  group by key
), mesures as materialized (
  select * from semaines join tendances using (key)
), etablissements as (
  select s.*, e.finess_et, e.raison_sociale, coalesce(c.label, e.categorie) as categorie, coalesce(c.champ, 'non renseigné') as champ,
    case e.statut when 'PRIVE' then 'privé' when 'PUBLIC' then 'public' else e.statut end as statut,
    e.departement, e.editeur, case e.dmp_compatible when 'OUI' then 'oui' when 'NON' then 'non' else 'en cours' end as compatible,
    e.debut, s.documents - s.documents_precedents as evolution,
    replace(libelle, '<n>', e.semaines_a_zero::text) as etat
  from mesures s
  join es_structures e on e.finess_et = s.key
  join es_etats using (etat)
  left join dwh.categorie_finess c on c.code = e.categorie
)
select * from etablissements order by crees_cumul desc nulls last, finess_et collate "C"
