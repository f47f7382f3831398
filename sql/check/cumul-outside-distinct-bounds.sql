-- code: cumul-outside-distinct-bounds
-- severity: warning
-- grain: one row per line whose DMP fed since the opening cannot follow from those of the week before, or of the last one
--   known, and of the week; or from which those of the week after cannot follow
-- says: {measure} {told}: expected {bounds}, found {found}; a DMP fed again counts once
-- dit: {measure} : {constat}, soit {bornes} attendus ; trouvé {found} : un DMP alimenté à nouveau compte une fois
-- do: ask the sender which figure is wrong
with
-- include: sql/check/part/cumulated.sql
, outside as (
  select *, not apres and cumul > avant + semaine as rises,
    case when apres then cumul - semaine else lowest end as fewest, case when apres then cumul else avant + semaine end as most
  from broken
  where not falls and is_distinct
), rising as (
  select key, measure, semaine from outside where rises
),
-- include: sql/check/part/recovered.sql
select line_no, file_id, measure, case when apres then avant else cumul end as found,
  case
    when apres then format('is followed by %s in %s, which is in force and has %s fed in the week', ops.english(cumul),
      autre, ops.english(semaine))
    else format('was %s %s and %s were fed in the week', ops.english(avant), when_en, ops.english(semaine))
  end as told,
  case
    when apres then format('suivi de %s en %s, déjà en vigueur, dont %s dans la semaine', ops.french(cumul), autre,
      ops.french(semaine))
    else format('%s %s et %s dans la semaine', ops.french(avant), when_fr, ops.french(semaine))
  end as constat,
  case when gap then ops.english(fewest) || ' at least' else ops.english(fewest) || ' to ' || ops.english(most) end as bounds,
  case when gap then ops.french(fewest) || ' au moins' else 'entre ' || ops.french(fewest) || ' et ' || ops.french(most)
    end as bornes
from outside o
where not rises or not exists (
  select from recovered r
  -- Sums of DMP fed are but a bound: that the figure had fallen below an earlier one must be seen.
  where r.key = o.key and r.measure = o.measure and r.cumul > o.avant and o.cumul between r.cumul and r.total)
order by line_no, file_id
