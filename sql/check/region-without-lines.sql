-- code: region-without-lines
-- severity: warning
-- grain: one row per region that had lines in one of the 13 weeks before and has none
-- says: {scope} has no line; it had {expected} in the week of {seen}. Its figures are unknown, which is not zero
-- dit: {scope} n'a aucune ligne ; elle en avait {expected} la semaine du {vue}. Ses chiffres sont inconnus, ce qui n'est
--   pas zéro
-- do: ask the sender for the file with the region; its structures are not told one by one
with
-- include: sql/check/part/regions.sql
,
-- include: sql/check/part/reporting.sql
, last as (
  select distinct on (region) region, period_start, lines
  from reporting
  where lines > 0
  order by region, period_start desc
)
select region as scope, lines as expected, 0 as found, to_char(period_start, 'YYYY-MM-DD') as seen,
  to_char(period_start, 'DD/MM/YYYY') as vue
from last
where period_start < :period
order by region
