-- explained_differences: each row of compared with what explains its difference. An effect is the interval that its cause
-- allows; of those that were found, the fewest that come nearest are taken. Needs compared, silent, gone, correction,
-- without_lines, elsewhere and rejected; parameters tolerance, silence_weeks and correction.
effects as (
  select c.*, coalesce(c.found - c.expected, 0) as difference, floor(:tolerance::numeric * c.expected) as tolerance,
    coalesce(case c.kind when 'crees' then s.structures else s.structures_fed end, 0) as silent_structures,
    coalesce(case c.kind when 'crees' then s.crees else s.couples end, 0) as silent_last,
    -- Since its last line a structure did no more in any week than in its busiest.
    coalesce(case c.kind when 'crees' then -s.crees_most else 0 end, 0) as silent_from,
    coalesce(case c.kind when 'crees' then -s.crees else s.couples_most end, 0) as silent_to,
    coalesce(case c.kind when 'crees' then g.structures else g.structures_fed end, 0) as gone_structures,
    coalesce(case c.kind when 'crees' then g.crees else g.couples end, 0) as gone_last,
    -- Who has gone created no more.
    coalesce(case c.kind when 'crees' then -g.crees else 0 end, 0) as gone_from,
    coalesce(case c.kind when 'crees' then -g.crees else g.couples end, 0) as gone_to,
    x.revision, x.before_revision, case when abs(x.effect) <= :correction * c.expected then x.effect else 0 end as corrected,
    x.effect as correction,
    coalesce(case c.kind when 'crees' then w.crees else w.couples end, 0) as without_lines,
    coalesce(case c.kind when 'crees' then l.crees end, 0) as elsewhere,
    coalesce(case c.kind when 'crees' then -w.crees end, 0) as given_from,
    -- Structures of a region may have fed any number of couples, whatever number of DMP was published for it.
    case when c.kind = 'crees' then coalesce(-w.crees, 0) when w.couples > 0 then greatest(c.found - c.expected, 0)
      else 0 end as given_to,
    coalesce(r.lines, 0) as rejected_lines
  from compared c
  left join silent s using (volet, region_code)
  left join gone g using (volet, region_code)
  left join without_lines w using (volet, region_code)
  left join elsewhere l using (volet, region_code)
  left join rejected r using (volet)
  left join correction y using (volet, region_code)
  cross join lateral (
    select y.revision, y.before_revision, coalesce(case when c.kind = 'crees' then y.crees when c.found > c.expected then -y.couples
      else -y.largest end, 0) as effect) as x
), nearest as (
  select e.*, n.by_silent, n.by_gone, n.by_correction, n.by_elsewhere, n.explained, e.difference - n.explained as rest
  from effects e
  cross join lateral (
    select by_silent, by_gone, by_correction, by_elsewhere,
      least(greatest(e.difference, e.given_from + s.by_silent * e.silent_from + g.by_gone * e.gone_from + other.effect),
        e.given_to + s.by_silent * e.silent_to + g.by_gone * e.gone_to + other.effect) as explained
    from (values (0), (1)) as s (by_silent)
    cross join (values (0), (1)) as g (by_gone)
    cross join (values (0), (1)) as c (by_correction)
    cross join (values (0), (1)) as l (by_elsewhere)
    cross join lateral (select c.by_correction * e.corrected + l.by_elsewhere * e.elsewhere as effect) as other) as n
), judged as (
  select distinct on (volet, region_code, kind) *,
    case
      when found is null then 'explained'
      when difference = 0 then 'equal'
      when abs(rest) > tolerance then 'unexplained'
      when explained <> 0 then 'explained'
      else 'tolerated'
    end as verdict
  from nearest
  order by volet, region_code, kind, abs(rest), by_silent + by_gone + by_correction + by_elsewhere, by_correction, by_elsewhere,
    by_gone
), causes as (
  select j.*, a.en as causes_en, a.fr as causes_fr
  from judged j
  cross join lateral (
    select string_agg(en, ' and ' order by n) as en, string_agg(fr, ' et ' order by n) as fr
    from (values
      (1, without_lines > 0, ops.english(without_lines) || ' published for regions without any line',
        ops.french(without_lines) || ' publiés pour des régions sans aucune ligne'),
      (2, elsewhere > 0 and (by_elsewhere = 1 or verdict = 'unexplained'),
        ops.english(elsewhere) || ' of structures in no region of the table',
        ops.french(elsewhere) || ' de structures hors des régions de la table'),
      (3, silent_structures > 0 and (by_silent = 1 or verdict = 'unexplained'),
        'structures that sent nothing this week: ' || ops.english(silent_structures) || ', with '
          || ops.english(silent_last) || ' at their last line',
        'structures muettes cette semaine : ' || ops.french(silent_structures) || ', comptant '
          || ops.french(silent_last) || ' à leur dernière ligne'),
      (4, gone_last > 0 and (by_gone = 1 or verdict = 'unexplained'),
        'structures that sent nothing for more than ' || ops.english(:silence_weeks::numeric) || ' weeks: '
          || ops.english(gone_structures) || ', with '
          || ops.english(gone_last) || ' at their last line',
        'structures muettes depuis plus de ' || ops.french(:silence_weeks::numeric) || ' semaines : '
          || ops.french(gone_structures) || ', comptant '
          || ops.french(gone_last) || ' à leur dernière ligne'),
      (5, correction <> 0 and (by_correction = 1 or verdict = 'unexplained'),
        'revision ' || revision || ' changed the lines by ' || ops.english(correction, true) || ' since revision '
          || before_revision,
        'la révision ' || revision || ' a changé les lignes de ' || ops.french(correction, true)
          || ' depuis la révision ' || before_revision),
      (6, rejected_lines > 0 and verdict = 'unexplained',
        'rejected lines, of unknown figures: ' || ops.english(rejected_lines),
        'lignes rejetées, de chiffres inconnus : ' || ops.french(rejected_lines))) as v (n, holds, en, fr)
    where holds) as a
), explained_differences as (
  select *,
    case
      when found is null then 'no structure of this region sent a line: unknown, which is not zero'
      when verdict = 'equal' then 'the two agree'
      when verdict = 'explained' then 'explained by ' || causes_en
      when verdict = 'tolerated' then 'the difference is within the tolerance of ' || ops.english(tolerance)
      else 'nothing known explains ' || ops.english(rest, true) || '; looked at: '
        || coalesce(causes_en, 'no silent structure, no correction, no rejected line')
    end as explanation,
    case
      when found is null then 'aucune structure de cette région n''a envoyé de ligne : inconnu, ce qui n''est pas zéro'
      when verdict = 'equal' then 'les deux concordent'
      when verdict = 'explained' then 'expliqué par ' || causes_fr
      when verdict = 'tolerated' then 'la différence reste dans la tolérance de ' || ops.french(tolerance)
      else 'la différence n''est pas expliquée (' || ops.french(rest, true) || ') ; examiné : '
        || coalesce(causes_fr, 'ni structure muette, ni correction, ni ligne rejetée')
    end as explication
  from causes
)
