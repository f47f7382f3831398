-- code: structures-silent
-- severity: info
-- grain: one row per region with structures that had a line in one of the 13 weeks before and have none
-- says: {scope}: of {expected} structures known over 13 weeks, {found} have a line; silent: {silent}
-- dit: {scope} : sur {expected} structures connues sur 13 semaines, {found} ont une ligne ; silencieuses : {silent}
-- do: nothing; the report names them
with
-- include: sql/check/part/regions.sql
,
-- include: sql/check/part/reporting.sql
select region as scope, lines + silent as expected, lines as found, silent
from reporting
where period_start = :period and lines > 0 and silent > 0
order by region
