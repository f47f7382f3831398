-- code: completeness-drops
-- severity: warning
-- grain: one row per region whose share of known structures that report is far below that of the weeks before
-- parameter: semaines, ecarts, points, structures; fewest weeks that can tell, robust deviations (median and MAD) and
--   points below the median that are too many, and how many structures more than usual must be silent
-- says: {scope}: {found} of {known} known structures have a line ({share} %), usually {usual} %: expected about {expected}
-- dit: {scope} : {found} structures connues sur {known} ont une ligne ({share} %), d'habitude {usual} % : environ
--   {expected} attendues
-- do: ask the sender whether part of the region is missing from the file
with
-- include: sql/check/part/regions.sql
,
-- include: sql/check/part/reporting.sql
, shares as (
  select *, lines + silent as known, 100.0 * lines / (lines + silent) as share
  from reporting
  where lines > 0
), middle as (
  select region, percentile_cont(0.5) within group (order by share) as usual
  from shares
  where period_start < :period
  group by region
  having count(*) >= :semaines
), spread as (
  -- 1.4826 makes the MAD comparable with a standard deviation.
  select region, usual, 1.4826 * percentile_cont(0.5) within group (order by abs(share - usual)) as deviation
  from shares
  join middle using (region)
  where period_start < :period
  group by region, usual
)
select region as scope, known, lines as found, round(usual * known / 100) as expected,
  round(share, 1) as share, round(usual::numeric, 1) as usual
from shares
join spread using (region)
where period_start = :period
  and usual - share > greatest(:ecarts * deviation, :points)
  and (usual - share) * known / 100 >= :structures
order by region
