-- code: cumul-outside-distinct-bounds
-- severity: warning
-- grain: one row per line whose DMP fed since the opening cannot follow from those of the week before and of the week
-- says: {measure} was {avant} the week before and {semaine} were fed in the week: expected {least} to {most}, found
--   {found}; a DMP fed again counts once
-- dit: {measure} : {avant} la semaine précédente et {semaine} dans la semaine, soit entre {least} et {most} attendus ;
--   trouvé {found} : un DMP alimenté à nouveau compte une fois
-- do: ask the sender which figure is wrong
with
-- include: sql/check/part/cumulated.sql
select line_no, measure, avant, semaine, greatest(avant, semaine) as least, avant + semaine as most, cumul as found
from broken
where not falls and is_distinct and cumul not between greatest(avant, semaine) and avant + semaine
order by line_no
