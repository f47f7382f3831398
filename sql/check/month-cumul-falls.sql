-- code: month-cumul-falls
-- severity: warning
-- grain: one row per line and cumulated figure below that of the month before
-- says: {measure} was {expected} the month before and is now {found} ({difference}); what is counted since the opening
--   cannot fall without a correction
-- dit: {measure} : {expected} le mois précédent, {found} à présent ({difference}) ; un cumul depuis l'ouverture ne peut pas
--   baisser sans correction
-- do: ask the sender which of the two months is wrong, and to send that one again
with
-- include: sql/check/part/month-before.sql
select line_no, file_id, measure, avant as expected, cumul as found
from month_before
where cumul < avant
order by line_no, measure
