-- reporting: one row per region and week, the load's own and those in force of the 13 weeks before, with how many
-- structures had a line and how many were silent: had one in the 13 weeks before that week. Needs regions.
counted as (
  select period_start, departement, structures, 0 as silent
  from mart.activity_weekly
  where period_start between :period::date - 91 and :period and (load_id = :load or load_id = any(:loads))
  union all
  select period_start, departement, 0, 1
  from mart.structure_silent
  where period_start between :period::date - 91 and :period and (load_id = :load or load_id = any(:loads))
    and last_seen >= period_start - 91
), reporting as (
  select c.period_start, r.region, sum(c.structures) as lines, sum(c.silent) as silent
  from counted c
  join regions r using (departement)
  group by c.period_start, r.region
)
