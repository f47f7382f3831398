-- code: cumul-differs
-- severity: warning
-- grain: one row per line and additive cumulated figure that is not that of the week before and the week's together; that
--   is less, if only an earlier week is known; or from which that of the week after does not follow
-- parameter: tardives, tardives_part; late transmissions let through, the larger of a number and a share of the week's figure
-- says: {measure} {told}: expected {expected}{at_least}, found {found} ({difference})
-- dit: {measure} : {constat}, soit {expected} attendus{au_moins} ; trouvé {found} ({difference})
-- do: ask the sender; what arrives after its week is in the cumulated figure alone, but seldom as much as this
with
-- include: sql/check/part/cumulated.sql
, differing as (
  select *, not apres and cumul > avant + semaine as rises
  from broken
  where not falls and not is_distinct
    -- Late transmissions only ever add.
    and (short or cumul > avant + semaine + greatest(:tardives, :tardives_part * semaine))
), rising as (
  select key, measure, semaine from differing where rises
),
-- include: sql/check/part/recovered.sql
select line_no, file_id, measure,
  case when apres then cumul - semaine else avant + semaine end as expected, case when apres then avant else cumul end as found,
  case
    when apres then format('is followed by %s in %s, which is in force and has %s in the week', ops.english(cumul), autre,
      ops.english(semaine))
    else format('was %s %s and the week''s figure is %s', ops.english(avant), when_en, ops.english(semaine))
  end as told,
  case
    when apres then format('suivi de %s en %s, déjà en vigueur, dont %s dans la semaine', ops.french(cumul), autre,
      ops.french(semaine))
    else format('%s %s et %s dans la semaine', ops.french(avant), when_fr, ops.french(semaine))
  end as constat,
  case when gap then ' at least' else '' end as at_least, case when gap then ' au moins' else '' end as au_moins
from differing d
where not rises or not exists (
  select from recovered r
  where r.key = d.key and r.measure = d.measure
    and d.cumul between r.total and r.total + greatest(:tardives, :tardives_part * (r.total - r.cumul)))
order by line_no, file_id, measure
