-- code: detail-against-synthese
-- severity: info
-- effect: reconcile
-- grain: one row per measure, volet and region (and France) that the published table gives and the structures of the
--   week it speaks of give too, whichever of the two is under audit; none of a volet without a file, and none again of
--   loads that were held against each other before
-- parameter: tolerance, share of the published figure that may remain of a difference
-- parameter: silence_weeks, how far back the last line of a silent structure is looked for; of those that were silent
--   before, what they had then is kept with the load
-- parameter: correction, share of the published figure that a correction can explain
-- says: since the beginning, at the end of {week}: {constat_en}; {explanation}
-- dit: Depuis le début, à la fin de la semaine : {constat_fr} ; {explication}
-- do: nothing; what it cannot explain is told as unexplained-difference
with
-- include: sql/check/part/structures.sql
, audited as (
  select feed, sender, period_start from ops.load where load_id = :load
), in_force as (
  -- Once the audited load is published, it stands in for the one that it corrects.
  select l.load_id, l.feed, l.sender, l.period_start, l.revision, l.nominative_expired_at is not null as expired
  from ops.load l, audited a
  where l.feed in ('psl-weekly', 'es-weekly', 'autres-weekly', 'synthese-weekly')
    and l.period_start between :week and :week::date + 12
    and (l.load_id = :load or l.published_at is not null and l.retired_at is null
      and (l.feed, l.sender, l.period_start) <> (a.feed, a.sender, a.period_start))
), the_table as (
  -- The one under audit, else the last of those that speak of the week: that have it as the last that had ended.
  select load_id, period_start, case when period_start < '2016-01-01' then 2012 else 2016 end as vintage
  from in_force
  where feed = 'synthese-weekly' and period_start between :week::date + 6 and :week::date + 12
  order by load_id = :load desc, period_start desc, sender
  limit 1
), detail_loads as (
  select f.load_id, f.feed, f.sender, f.revision, v.volet, v.named
  from in_force f
  join (values ('psl-weekly', 'PSL', 'PSL'), ('es-weekly', 'ES', 'ES'),
    ('autres-weekly', 'AUTRES', 'autres structures')) as v (feed, volet, named) using (feed)
  cross join the_table t
  cross join audited a
  cross join lateral (
    select array_agg(s.load_id) || t.load_id as loads, bool_or(s.expired) as expired
    from in_force s
    where s.feed = f.feed and s.period_start = :week) as sides
  where f.period_start = :week and a.feed in ('synthese-weekly', f.feed)
    -- What these very loads were found to say of each other stands; what retention has emptied says nothing.
    and not sides.expired and not exists (
      select from ops.reconciliation r
      where r.load_id = any(sides.loads) and r.against_loads <@ sides.loads
        and cardinality(r.against_loads) + 1 = cardinality(sides.loads)
        and r.code = 'detail-against-synthese' and r.volet = v.volet)
), regions as (
  -- The table names regions of its own vintage. A collectivity overseas is in none of them.
  select d.code as departement, nullif(case t.vintage when 2012 then d.region_2012 else d.region_2016 end, '') as region_code
  from dwh.departement d, the_table t
), published as (
  select v.volet, s.region_code, s.region_label as scope, s.file_id, s.line_no, v.crees, v.fed
  from the_table t
  join dwh.synthese_weekly s on s.period_start = t.period_start and s.load_id = t.load_id
  cross join lateral (values ('PSL', s.crees_psl, s.alimentes_psl_distinct), ('ES', s.crees_es, s.alimentes_es_distinct),
    ('AUTRES', s.crees_autres, s.alimentes_autres_distinct)) as v (volet, crees, fed)
  where v.volet in (select volet from detail_loads)
  union all
  select v.volet, 'FR', 'France', c.file_id, c.line_no,
    max(c.value) filter (where c.measure = v.crees), max(c.value) filter (where c.measure = v.fed)
  from the_table t
  join dwh.control_total c on c.period_start = t.period_start and c.load_id = t.load_id
  cross join (values ('PSL', 'crees_psl', 'alimentes_psl_distinct'), ('ES', 'crees_es', 'alimentes_es_distinct'),
    ('AUTRES', 'crees_autres', 'alimentes_autres_distinct')) as v (volet, crees, fed)
  where v.volet in (select volet from detail_loads)
  group by v.volet, c.file_id, c.line_no
), by_region as materialized (
  select s.volet, r.region_code, sum(s.crees_cumul) as crees, sum(s.couples_cumul) as couples,
    max(s.couples_cumul) as largest
  from structures s
  join regions r using (departement)
  where s.period_start = :week and s.load_id = any(array(select load_id from detail_loads))
  group by s.volet, r.region_code
), sums as (
  select volet, region_code, crees, couples, largest from by_region where region_code is not null
  union all
  -- What a single structure did is its region's to know: France is held against the largest region.
  select volet, 'FR', sum(crees), sum(couples),
    (select max(p.fed) from published p where p.volet = b.volet and p.region_code <> 'FR')
  from by_region b
  group by volet
), compared as materialized (
  select p.volet, p.region_code, p.scope, p.file_id, p.line_no, 'crees' as kind, p.crees as expected, s.crees as found,
    null::bigint as largest, null::bigint as couples
  from published p
  left join sums s using (volet, region_code)
  where p.crees is not null
  union all
  -- A DMP counts once: what was published lies between the largest part and the sum of all structures.
  select p.volet, p.region_code, p.scope, p.file_id, p.line_no, 'alimentes',
    greatest(s.largest, least(s.couples, p.fed)), p.fed, s.largest, s.couples
  from published p
  join sums s using (volet, region_code)
  where p.fed is not null
), differing as (
  -- What explains France is what explains the regions that differ: a structure that its region does not miss is not missing.
  select volet, region_code, bool_or(kind = 'crees') as in_crees, bool_or(kind = 'alimentes') as in_fed
  from compared
  where found <> expected
  group by volet, region_code
),
-- include: sql/check/part/silent-structures.sql
, corrected as (
  -- From what was in force at the end of the day of the table, or was the first to be published, to what is in force now.
  -- A content that was withdrawn explains nothing, and one that retention has emptied cannot be compared.
  select d.load_id, d.revision, before.load_id as before_load_id, before.revision as before_revision
  from detail_loads d
  cross join the_table t
  cross join lateral (
    select l.load_id, l.revision
    from ops.load l
    cross join lateral (
      select l.published_at < (t.period_start + 1)::timestamp at time zone 'Europe/Paris' as in_time) as was
    where (l.feed, l.sender, l.period_start) = (d.feed, d.sender, :week) and l.revision < d.revision
      and l.published_at is not null and l.closed is null and l.nominative_expired_at is null
      and not exists (
        select from ops.load w
        where (w.feed, w.sender, w.period_start, w.file_id) = (l.feed, l.sender, l.period_start, l.file_id)
          and w.published_at is not null and w.closed = 'withdrawn')
    order by was.in_time desc, case when was.in_time then -l.revision else l.revision end
    limit 1) as before
  where exists (select from differing)
), changed as (
  -- Before and after, with its sign.
  select s.volet, r.region_code, c.revision, c.before_revision, d.in_crees, d.in_fed, v.sign, v.sign * s.crees_cumul as crees,
    v.sign * s.couples_cumul as couples, s.couples_cumul as own
  from structures s
  join corrected c on s.load_id in (c.load_id, c.before_load_id)
  cross join lateral (select case s.load_id when c.load_id then 1 else -1 end as sign) as v
  join regions r using (departement)
  join differing d on d.volet = s.volet and d.region_code = r.region_code
  where s.period_start = :week
    and s.load_id = any(array(select unnest(array[load_id, before_load_id]) from corrected))
), correction as (
  select volet, case grouping(region_code) when 1 then 'FR' else region_code end as region_code,
    max(revision) as revision, max(before_revision) as before_revision, sum(crees) filter (where in_crees) as crees,
    sum(couples) filter (where in_fed) as couples,
    max(own) filter (where in_fed and sign = 1) - max(own) filter (where in_fed and sign = -1) as largest
  from changed
  group by grouping sets ((volet, region_code), (volet))
), without_lines as (
  select volet, 'FR' as region_code, sum(crees) as crees, sum(fed) as couples -- a bound, not a figure
  from published p
  where region_code <> 'FR' and not exists (
    select from by_region b where b.volet = p.volet and b.region_code = p.region_code)
  group by volet
), elsewhere as (
  -- Structures overseas, or of a region that the table leaves out: in the France of their lines alone.
  select volet, 'FR' as region_code, sum(crees) as crees
  from by_region b
  where not exists (select from published p where p.volet = b.volet and p.region_code = b.region_code)
  group by volet
), rejected as (
  select d.volet, count(*) as lines
  from ops.reject r
  join detail_loads d using (load_id)
  group by d.volet
),
-- include: sql/check/part/explained-differences.sql
select e.volet, e.region_code, t.vintage, to_char(:week, 'IYYY"-S"IW') as week, :week as period_start, t.period_start as published_on,
  array(select load_id from detail_loads where volet = e.volet union select t.load_id except select :load)
    as against_loads,
  e.scope, e.file_id, e.line_no, e.expected, e.found, e.explained, e.tolerance, e.verdict, e.rest,
  case e.kind when 'crees' then 'DMP créés par ' else 'DMP alimentés par ' end || d.named as measure,
  case e.kind
    when 'crees' then format('the table of %s has %s, the lines of structures %s', t.period_start,
      ops.english(e.expected), coalesce(ops.english(e.found), 'none'))
    else format('the table of %s has %s, %s', t.period_start, ops.english(e.found), case
      when e.found < e.largest and e.region_code = 'FR' then 'one region alone ' || ops.english(e.largest)
      when e.found < e.largest then 'one structure alone ' || ops.english(e.largest)
      else 'the lines of structures allow up to ' || ops.english(e.couples) || ' (DMP × structure)' end)
  end as constat_en,
  case e.kind
    when 'crees' then format('la table publiée le %s donne %s, les lignes des structures %s',
      to_char(t.period_start, 'DD/MM/YYYY'), ops.french(e.expected), coalesce(ops.french(e.found), 'rien'))
    else format('la table publiée le %s donne %s, %s', to_char(t.period_start, 'DD/MM/YYYY'), ops.french(e.found), case
      when e.found < e.largest and e.region_code = 'FR' then 'une région à elle seule ' || ops.french(e.largest)
      when e.found < e.largest then 'une structure à elle seule ' || ops.french(e.largest)
      else 'les lignes des structures admettent jusqu''à ' || ops.french(e.couples) || ' (couples DMP × structure)' end)
  end as constat_fr,
  e.explanation, e.explication
from explained_differences e
cross join the_table t
join (select distinct volet, named from detail_loads) as d using (volet)
order by array_position(array['PSL', 'ES', 'AUTRES'], e.volet), e.kind desc, e.region_code = 'FR', e.line_no
