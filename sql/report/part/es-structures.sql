-- es_structures: one row per establishment of the scope, with its attributes as last sent and its state at the end of
-- the period. Needs es_lines. Thresholds and labels are declared in jobs/indicators.yaml. It is computed once and joined
-- row to row: right after a load the server has no statistics, and would join lines to lines in nested loops.
es_activity as (
  select *, max(period_start) filter (where documents > 0) over (partition by finess_et) as derniere_activite
  from es_lines
), es_history as materialized (
  select finess_et, derniere_activite,
    max(period_start) as derniere_ligne,
    -- A week without a line is unknown: it is not counted as one without documents.
    count(*) filter (where derniere_activite is null or period_start > derniere_activite) as semaines_a_zero,
    min(period_start) filter (where documents_cumul > 0 and documents_cumul = documents) as premiere_activite,
    percentile_cont(0.5) within group (order by documents)
      filter (where period_start between :period - 28 and :period - 7) as mediane,
    count(*) filter (where period_start between :period - 28 and :period - 7) as semaines_medianes,
    coalesce(sum(dmp_crees) filter (where period_start > :period - (7 * :seuil_sans_alimentation_semaines)::int), 0) as crees_recents,
    coalesce(sum(alimentations) filter (where period_start > :period - (7 * :seuil_sans_alimentation_semaines)::int), 0)
      as alimentations_recentes,
    count(*) filter (where period_start > :period - (7 * :seuil_sans_alimentation_semaines)::int) as semaines_recentes
  from es_activity
  group by finess_et, derniere_activite
), es_last as materialized (
  select distinct on (finess_et) * from es_lines order by finess_et, period_start desc
), es_known as (
  select l.*, h.derniere_ligne, h.derniere_activite, h.mediane, h.semaines_medianes, h.crees_recents,
    h.alimentations_recentes, h.semaines_recentes, h.semaines_a_zero,
    coalesce(l.date_demarrage, h.premiere_activite) as debut
  from es_last l
  join es_history h using (finess_et)
), es_structures as materialized (
  select *,
    case
      when derniere_ligne < :period then 'non-transmis'
      when not demarre then 'jamais-demarre'
      when debut > :period + 6 - (7 * :seuil_nouveau_semaines)::int then 'nouveau'
      when documents = 0 and documents_cumul > 0 and semaines_a_zero >= :seuil_arret_semaines then 'a-l-arret'
      when mediane >= :seuil_baisse_mediane and semaines_medianes >= :seuil_baisse_semaines
        and documents <= :seuil_baisse_part * mediane and not :ferie then 'en-baisse'
      when actif then 'actif'
      else 'sans-document'
    end as etat
  from es_known
), es_etats (etat, libelle, a_faire) as (
  values ('non-transmis', :etat_non_transmis, :afaire_non_transmis),
    ('jamais-demarre', :etat_jamais_demarre, null),
    ('nouveau', :etat_nouveau, null),
    ('a-l-arret', :etat_a_l_arret, :afaire_a_l_arret),
    ('en-baisse', :etat_en_baisse, :afaire_en_baisse),
    ('actif', :etat_actif, null),
    ('sans-document', :etat_sans_document, null),
    ('cree-sans-alimenter', :etat_cree_sans_alimenter, :afaire_cree_sans_alimenter),
    ('compatible-jamais-demarre', :etat_compatible_jamais_demarre, :afaire_compatible_jamais_demarre)
)
