-- code: cumul-falls
-- severity: warning
-- grain: one row per line and cumulated figure below that of the week before, or of the last one known, unless this load
--   corrects it; or above that of the week after, if that is in force already
-- says: {measure} {told} ({difference}); what is counted since the opening cannot fall without a correction
-- dit: {measure} : {constat} ({difference}) ; un cumul depuis l'ouverture ne peut pas baisser sans correction
-- do: ask the sender which of the two weeks is wrong, and to send that one again
with
-- include: sql/check/part/cumulated.sql
select line_no, file_id, measure,
  case when apres then cumul else avant end as expected, case when apres then avant else cumul end as found,
  case
    when apres then format('is %s and only %s in %s, the week after, which is in force', ops.english(avant),
      ops.english(cumul), autre)
    else format('was %s %s and is now %s', ops.english(avant), when_en, ops.english(cumul))
  end as told,
  case
    when apres then format('%s, et seulement %s en %s, la semaine suivante, déjà en vigueur', ops.french(avant),
      ops.french(cumul), autre)
    else format('%s %s, %s à présent', ops.french(avant), when_fr, ops.french(cumul))
  end as constat
from broken
where falls
order by line_no, file_id, measure
