-- code: activity-collapses
-- severity: warning
-- grain: one row per measure whose figure of the week, over all regions, is a small part of that of the weeks before
-- parameter: semaines, volume, actives, ecarts, rapport; fewest ordinary weeks that can tell, smallest median of the figure
--   and of the active structures behind it, robust deviations (median and MAD) and times below the expected that are too many
-- says: {scope}: {measure} is {found}, expected about {expected} ({difference}): {share} % of the median of {weeks} ordinary
--   weeks, {deviations} robust deviations below it
-- dit: {scope} : {measure} vaut {found}, environ {expected} attendus ({difference}) : {share} % de la médiane de {weeks}
--   semaines ordinaires, soit {deviations} écarts robustes en dessous
-- do: look for an incident, or for a part of the figures that is missing from every line; else ask the sender
-- What befalls all regions alike lets none stand apart, so that activity-implausible cannot see it.
with
-- include: sql/check/part/regions.sql
,
-- include: sql/check/part/activity.sql
, national as (
  -- A region without lines is unknown, which is not zero: it is left out of the weeks before too.
  select measure, period_start, sum(x) as x, sum(actives) as actives
  from figures
  where region in (select region from figures where period_start = :period)
  group by measure, period_start
), middle as (
  select measure, count(*) as weeks, percentile_cont(0.5) within group (order by x) as median
  from national
  where period_start < :period
  group by measure
  having count(*) >= :semaines and percentile_cont(0.5) within group (order by x) >= :volume
    and percentile_cont(0.5) within group (order by actives) >= :actives
), spread as (
  -- 1.4826 makes the MAD comparable with a standard deviation; counts are never steadier than their square root.
  select measure, weeks, median,
    greatest(1.4826 * percentile_cont(0.5) within group (order by abs(x - median)), sqrt(median)) as deviation
  from national
  join middle using (measure)
  where period_start < :period
  group by measure, weeks, median
), told as (
  select measure, x, weeks, median, (median - x) / deviation as deviations
  from national
  join spread using (measure)
  where period_start = :period
)
select 'France' as scope, measure, x as found, round(median::numeric) as expected, weeks,
  round((100 * x / median)::numeric) as share, round(deviations::numeric, 1) as deviations
from told
where x * :rapport < median and deviations > :ecarts and not :ferie
order by measure
