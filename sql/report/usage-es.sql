-- grain: one row per establishment with a line in the month, most documents first
-- parameters: period, first, last_day, loads, departements, cibles
-- used by: jobs/reports/monthly-usage.yaml
with
-- include: sql/report/part/months.sql
,
-- include: sql/report/part/targets.sql
,
-- include: sql/report/part/es-names.sql
, es_lines as (
  select type_identifiant || ' ' || identifiant as key, *
  from month_lines
  where volet = 'ES' and period_start in (:period, (:period - interval '1 month')::date)
), es_month as (
  select key, max(identifiant) as finess_et, max(departement) filter (where period_start = :period) as departement,
    max(groupe) filter (where period_start = :period) as type_structure,
    max(dmp_crees) filter (where period_start = :period) as crees,
    max(dmp_crees_cumul) filter (where period_start = :period) as crees_cumul,
    max(dmp_alimentes_distinct) filter (where period_start = :period) as alimentes_distinct,
    max(documents) filter (where period_start = :period) as documents,
    max(documents) filter (where period_start < :period) as documents_precedents
  from es_lines
  group by key
  having count(*) filter (where period_start = :period) > 0
), last_stays as (
  -- Of the last month in which the establishment declared any.
  select distinct on (d.finess_et) m.key, d.file_id, d.line_no, d.period_start, d.sejours,
    case when d.sejours_dmp_alimentes is not null then d.sejours_dmp_existant end as sejours_dmp_existant,
    case when d.sejours_dmp_existant is not null then d.sejours_dmp_alimentes end as sejours_dmp_alimentes
  from dwh.es_denominateurs d
  join es_month m using (finess_et)
  where d.period_start between :first and :period and d.load_id = any(:loads)
  order by d.finess_et, d.period_start desc
), goals as (
  select distinct on (m.key) m.key, t.file_id, t.line_no, t.period_start, t.valeur, t.en_mots
  from es_month m
  join targets t on t.indicateur = 'hopen' and t.maille = 'ES' and t.code in (m.finess_et, '*')
  order by m.key, t.code = '*'
), lines as (
  select key, file_id, line_no, period_start, dmp_crees, dmp_crees_cumul, dmp_alimentes_distinct, documents, null::int as sejours,
    null::int as sejours_dmp_existant, null::int as sejours_dmp_alimentes, null::numeric as cible, type_identifiant, identifiant,
    null as region, null::numeric as region_total
  from es_lines
  union all
  select key, file_id, line_no, period_start, null, null, null, null, sejours, sejours_dmp_existant, sejours_dmp_alimentes, null,
    null, null, key, null
  from last_stays
  union all
  select key, file_id, line_no, period_start, null, null, null, null, null, null, null, valeur, null, null,
    case when file_id is null then 'jobs/indicators.yaml' else key end, null
  from goals
), es as (
  select m.*, coalesce(n.raison_sociale, 'non répertorié') as raison_sociale,
    coalesce(c.label, n.categorie, m.type_structure) as categorie, coalesce(c.champ, '') as champ,
    m.documents - m.documents_precedents as evolution, s.sejours, to_char(s.period_start, 'YYYY-MM') as mois_sejours,
    m.documents::numeric / nullif(s.sejours, 0) as documents_par_sejour, s.sejours_dmp_existant, s.sejours_dmp_alimentes,
    s.sejours_dmp_alimentes::numeric / nullif(s.sejours_dmp_existant, 0) as hopen, g.valeur as cible, g.en_mots
  from es_month m
  left join es_names n using (finess_et)
  left join dwh.categorie_finess c on c.code = coalesce(n.categorie, m.type_structure)
  left join last_stays s using (key)
  left join goals g using (key)
)
select *, case when hopen is null then :etat_non_mesurable when cible is null then :etat_sans_cible
    when hopen >= cible then :etat_cible_atteinte || en_mots else :etat_sous_cible || en_mots end as statut
from es
order by documents desc, key collate "C"
