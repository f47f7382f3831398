-- code: activity-implausible
-- severity: warning
-- grain: one row per region and measure whose figure of the week stands apart from the weeks before
-- parameter: semaines, regions, volume, actives, ecarts, rapport; fewest ordinary weeks and regions that can tell,
--   smallest median of the figure and of the active structures behind it, robust deviations (median and MAD) and times
--   above or below the expected that are too many
-- says: {scope}: {measure} is {found}, expected about {expected} ({difference}): {deviations} robust deviations from
--   {weeks} ordinary weeks, of which the week stands at {movement} % over all regions
-- dit: {scope} : {measure} vaut {found}, environ {expected} attendus ({difference}) : {deviations} écarts robustes par
--   rapport à {weeks} semaines ordinaires, dont la semaine atteint {movement} % toutes régions confondues
-- do: look for an incident or a missing sender; else ask the sender
-- Summer, growth and a strike move all regions alike: the middle of their movements is taken out, week by week, and what is
-- left is the region's own. Too few regions cannot tell a summer from a fault; then nothing is said.
with
-- include: sql/check/part/regions.sql
,
-- include: sql/check/part/activity.sql
, levels as (
  select region, measure, percentile_cont(0.5) within group (order by x) as level, count(*) as weeks
  from figures
  where period_start < :period
  group by region, measure
  having count(*) >= :semaines and percentile_cont(0.5) within group (order by x) >= :volume
    and percentile_cont(0.5) within group (order by actives) >= :actives
), movements as (
  select measure, period_start, percentile_cont(0.5) within group (order by x / level) as movement
  from figures
  join levels using (region, measure)
  group by measure, period_start
  having count(*) >= :regions
), own as (
  select period_start, region, measure, x, weeks, movement, x / nullif(movement, 0) as adjusted
  from figures
  join levels using (region, measure)
  join movements using (measure, period_start)
), middle as (
  select region, measure, percentile_cont(0.5) within group (order by adjusted) as median
  from own
  where period_start < :period
  group by region, measure
), spread as (
  -- 1.4826 makes the MAD comparable with a standard deviation; counts are never steadier than their square root.
  select region, measure, median,
    greatest(1.4826 * percentile_cont(0.5) within group (order by abs(adjusted - median)), sqrt(median)) as deviation
  from own
  join middle using (region, measure)
  where period_start < :period
  group by region, measure, median
), told as (
  select region, measure, x, weeks, movement, median * movement as expected, abs(adjusted - median) / deviation as deviations
  from own
  join spread using (region, measure)
  where period_start = :period and deviation > 0
)
select region as scope, measure, x as found, round(expected::numeric) as expected, weeks,
  round(deviations::numeric, 1) as deviations, round(100 * movement::numeric) as movement
from told
where deviations > :ecarts and (x * :rapport < expected and not :ferie or x > :rapport * expected)
order by region, measure
