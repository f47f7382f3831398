-- code: cumul-falls
-- severity: warning
-- grain: one row per line and cumulated figure below that of the week before, unless this load corrects it
-- says: {measure} was {expected} the week before and is now {found} ({difference}); what is counted since the opening
--   cannot fall without a correction
-- dit: {measure} : {expected} la semaine précédente, {found} à présent ({difference}) ; un cumul depuis l'ouverture ne peut
--   pas baisser sans correction
-- do: ask the sender which of the two weeks is wrong, and to send that one again
with
-- include: sql/check/part/cumulated.sql
select line_no, measure, avant as expected, cumul as found
from broken
where falls
order by line_no, measure
