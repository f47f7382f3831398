-- created: DMP created in each place (`key`) by all channels, as of the period and as of the end of October 2017, from
-- which the targets of 2018 are counted; needs channel_lines (key, ...), insured_lines (key, assures, ...) and
-- goal_lines (key, indicateur, valeur, ...). created_lines: the lines of all three, for `explain`.
created_lines as (
  select key, file_id, line_no, period_start, dmp_crees, dmp_crees_cumul, null::bigint as assures, null::numeric as plancher,
    null::numeric as cible, place as region, null::numeric as region_total
  from channel_lines
  union all
  select key, file_id, line_no, period_start, null, null, assures, null, null, place, null from insured_lines
  union all
  select key, file_id, line_no, period_start, null, null, null, case indicateur when 'dmp-assures-plancher' then valeur end,
    case indicateur when 'dmp-assures' then valeur end,
    case when file_id is null then 'jobs/indicators.yaml' else place end, null
  from goal_lines
), sums as (
  select key, sum(dmp_crees) filter (where period_start = :period) as crees,
    sum(dmp_crees) filter (where period_start = (:period - interval '1 month')::date) as crees_precedents,
    sum(dmp_crees_cumul) filter (where period_start = :period) as crees_cumul,
    sum(dmp_crees_cumul) filter (where period_start = date '2017-10-01' and :period > date '2017-10-01') as crees_2017,
    max(assures) as assures, max(plancher) as plancher, max(cible) as cible
  from created_lines
  group by key
  having count(dmp_crees) filter (where period_start = :period) > 0
), created as (
  select *, crees - crees_precedents as evolution, crees_cumul::numeric / nullif(assures, 0) as part,
    crees_cumul - crees_2017 as crees_depuis, (crees_cumul - crees_2017)::numeric / nullif(assures, 0) as part_depuis,
    case when cible is null and plancher is null then null
      when crees_2017 is null or assures is null then :etat_non_mesurable
      when (crees_cumul - crees_2017)::numeric / nullif(assures, 0) >= cible then :etat_cible_atteinte || cible_en_mots
      when (crees_cumul - crees_2017)::numeric / nullif(assures, 0) >= plancher then :etat_plancher_atteint || cible_en_mots
      when plancher is null then :etat_sous_cible || cible_en_mots
      else :etat_sous_plancher || plancher_en_mots end as statut
  from sums
  left join (
    select key, coalesce(max(en_mots) filter (where indicateur = 'dmp-assures'), '') as cible_en_mots,
      coalesce(max(en_mots) filter (where indicateur = 'dmp-assures-plancher'), '') as plancher_en_mots
    from goal_lines
    group by key
  ) as goals using (key)
)
