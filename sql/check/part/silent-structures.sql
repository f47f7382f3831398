-- silent: by volet and region (and France), the structures that have no line in the week and had one in the weeks that
-- are looked back on, with what they had at it; gone: those that had their last one before. Needs structures, regions,
-- detail_loads and differing; looked up only where there is a difference, and never beyond those weeks: history is long.
last_lines as (
  select distinct on (s.volet, s.structure) s.volet, s.structure, r.region_code, d.in_crees, d.in_fed, s.crees_cumul,
    s.couples_cumul, (:week - s.period_start) / 7 as weeks,
    max(s.crees) over by_structure as busiest, max(s.couples) over by_structure as busiest_fed
  from structures s
  join regions r using (departement)
  join differing d on d.volet = s.volet and d.region_code = r.region_code
  where exists (select from differing)
    and s.period_start between :week - (7 * :silence_weeks)::int and :week - 7
    and s.load_id = any(array(
      select l.load_id from ops.load l
      where l.feed in (select feed from detail_loads) and l.published_at is not null and l.retired_at is null
        and l.period_start between :week - (7 * :silence_weeks)::int and :week - 7))
  window by_structure as (partition by s.volet, s.structure)
  order by s.volet, s.structure, s.period_start desc
), silent as (
  select l.volet, case grouping(l.region_code) when 1 then 'FR' else l.region_code end as region_code,
    count(*) filter (where in_crees) as structures, sum(l.crees_cumul) filter (where in_crees) as crees,
    sum(l.crees_cumul + l.busiest * l.weeks) filter (where in_crees) as crees_most,
    count(*) filter (where in_fed) as structures_fed, sum(l.couples_cumul) filter (where in_fed) as couples,
    sum(l.couples_cumul + l.busiest_fed * l.weeks) filter (where in_fed) as couples_most
  from last_lines l
  where not exists (
    select from structures s
    where s.period_start = :week and s.load_id = any(array(select load_id from detail_loads))
      and s.volet = l.volet and s.structure = l.structure)
  group by grouping sets ((l.volet, l.region_code), (l.volet))
), gone as (
  select v.volet, case grouping(r.region_code) when 1 then 'FR' else r.region_code end as region_code,
    sum(m.structures) filter (where in_crees and m.dmp_crees_cumul > 0) as structures,
    sum(m.dmp_crees_cumul) filter (where in_crees) as crees,
    sum(m.structures) filter (where in_fed and m.alimentations_cumul > 0) as structures_fed,
    sum(m.alimentations_cumul) filter (where in_fed) as couples
  from mart.structure_silent m
  join detail_loads v using (load_id)
  join regions r using (departement)
  join differing d on d.volet = v.volet and d.region_code = r.region_code
  where m.period_start = :week and m.load_id = any(array(select load_id from detail_loads))
    and m.last_seen < :week - (7 * :silence_weeks)::int
    -- A week that came late may have lines that were not known when the load was audited.
    and not exists (
      select from last_lines l where l.volet = v.volet and hashtextextended(l.structure, 0) = m.key_hash)
  group by grouping sets ((v.volet, r.region_code), (v.volet))
)
