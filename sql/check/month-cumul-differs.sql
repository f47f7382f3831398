-- code: month-cumul-differs
-- severity: warning
-- grain: one row per line and additive cumulated figure that is not that of the month before and the month's together
-- parameter: tardives, tardives_part; late transmissions let through, the larger of a number and a share of the month's figure
-- says: {measure} was {avant} the month before and the month's figure is {mois}: expected {expected}, found {found}
--   ({difference})
-- dit: {measure} : {avant} le mois précédent et {mois} dans le mois, soit {expected} attendus ; trouvé {found}
--   ({difference})
-- do: ask the sender; what arrives after its month is in the cumulated figure alone, but seldom as much as this
with
-- include: sql/check/part/month-before.sql
select line_no, file_id, measure, avant, mois, avant + mois as expected, cumul as found
from month_before
where cumul >= avant and not is_distinct
  -- Late transmissions only ever add.
  and (cumul < avant + mois or cumul > avant + mois + greatest(:tardives, :tardives_part * mois))
order by line_no, measure
