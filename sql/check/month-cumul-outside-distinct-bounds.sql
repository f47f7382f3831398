-- code: month-cumul-outside-distinct-bounds
-- severity: warning
-- grain: one row per line whose DMP fed since the opening cannot follow from those of the month before and of the month
-- says: {measure} was {avant} the month before and {mois} were fed in the month: expected {least} to {most}, found {found};
--   a DMP fed again counts once
-- dit: {measure} : {avant} le mois précédent et {mois} dans le mois, soit entre {least} et {most} attendus ; trouvé
--   {found} : un DMP alimenté à nouveau compte une fois
-- do: ask the sender which figure is wrong
with
-- include: sql/check/part/month-before.sql
select line_no, file_id, measure, avant, mois, greatest(avant, mois) as least, avant + mois as most, cumul as found
from month_before
where cumul >= avant and is_distinct and cumul not between greatest(avant, mois) and avant + mois
order by line_no
