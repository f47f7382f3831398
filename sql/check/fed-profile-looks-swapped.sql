-- code: fed-profile-looks-swapped
-- severity: warning
-- grain: one row per region whose DMP fed by PSL, against those created, stand apart from all other regions, and would
--   stand closer if its PSL and ES figures were exchanged
-- parameter: threshold, in robust deviations (median and MAD of the log ratio over the regions)
-- says: {scope}: DMP fed by PSL ({found}) are {ratio} times those created by PSL ({created}), {deviations} robust
--   deviations from the other regions; fed by PSL and fed by ES ({es}) look swapped; {hint}; left as sent
-- dit: Les DMP alimentés par PSL ({found}) font {ratio} fois les DMP créés par PSL ({created}), à {deviations} écarts
--   robustes des autres régions : les colonnes PSL et ES ({es}) semblent interverties ; {indice}. Chiffres laissés tels
--   que publiés
-- do: ask the sender; never exchange the columns by hand
with ratios as (
  -- Half a DMP is added so that a region without any still has a ratio.
  select region_label, line_no, crees_psl, alimentes_psl_distinct as psl, alimentes_es_distinct as es,
    ln((alimentes_psl_distinct + 0.5) / (crees_psl + 0.5)) as as_sent,
    ln((alimentes_es_distinct + 0.5) / (crees_psl + 0.5)) as exchanged
  from dwh.synthese_weekly
  where period_start = :period and load_id = :load
), middle as (
  select percentile_cont(0.5) within group (order by as_sent) as median from ratios
), spread as (
  -- 1.4826 makes the MAD comparable with a standard deviation.
  select 1.4826 * percentile_cont(0.5) within group (order by abs(as_sent - median)) as deviation
  from ratios, middle
), apart as (
  select r.*, abs(as_sent - median) / deviation as deviations
  from ratios r, middle, spread
  where deviation > 0
    and abs(as_sent - median) > :threshold * deviation
    and abs(exchanged - median) < abs(as_sent - median)
), france as (
  select max(value) as published from dwh.control_total
  where period_start = :period and load_id = :load and measure = 'alimentes_psl_distinct'
), regions as (
  select sum(psl) as psl_added_up from ratios -- a bound, not a figure
), swapped as (
  select apart.*, published, psl_added_up - psl + es as would_add_up_to
  from apart, france, regions
)
select region_label as scope, line_no, 'alimentes_psl_distinct' as measure, psl as found, es, crees_psl as created,
  round(psl::numeric / nullif(crees_psl, 0), 1) as ratio,
  round(deviations::numeric, 1) as deviations,
  case
    when published > would_add_up_to then format(
      'but swapped the regions would add up to %s, and France (%s) would exceed them by +%s, which a distinct count cannot',
      to_char(would_add_up_to, 'FM999G999G999'), to_char(published, 'FM999G999G999'),
      to_char(published - would_add_up_to, 'FM999G999G999'))
    when published is null then 'there is no France row to hold this against'
    else 'the France row does not contradict it'
  end as hint,
  case
    when published > would_add_up_to then format(
      'mais après échange la somme des régions ferait %s et la France publiée (%s) la dépasserait de +%s, impossible pour un compte distinct',
      translate(to_char(would_add_up_to, 'FM999G999G999'), ',', ' '),
      translate(to_char(published, 'FM999G999G999'), ',', ' '),
      translate(to_char(published - would_add_up_to, 'FM999G999G999'), ',', ' '))
    when published is null then 'aucune ligne France ne permet de le vérifier'
    else 'la ligne France ne le contredit pas'
  end as indice
from swapped
order by line_no
