-- code: cumul-differs
-- severity: warning
-- grain: one row per line and additive cumulated figure that is not that of the week before and the week's together
-- parameter: tardives, tardives_part; late transmissions let through, the larger of a number and a share of the week's figure
-- says: {measure} was {avant} the week before and the week's figure is {semaine}: expected {expected}, found {found}
--   ({difference})
-- dit: {measure} : {avant} la semaine précédente et {semaine} dans la semaine, soit {expected} attendus ; trouvé {found}
--   ({difference})
-- do: ask the sender; what arrives after its week is in the cumulated figure alone, but seldom as much as this
with
-- include: sql/check/part/cumulated.sql
select line_no, measure, avant, semaine, avant + semaine as expected, cumul as found
from broken
where not falls and not is_distinct
  -- Late transmissions only ever add.
  and (cumul < avant + semaine or cumul > avant + semaine + greatest(:tardives, :tardives_part * semaine))
order by line_no, measure
