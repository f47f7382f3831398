-- broken: one row per line and cumulated figure that does not agree with that of another week (autre): the week before; the
-- last one known if that is missing (gap), which can only be exceeded; or the week after, if it is in force already
-- (apres). cumul is the later of the two figures, avant the earlier, semaine what the later week had by itself, lowest what
-- cumul has to reach. A pair of columns that looks exchanged is told as such, and its figures are left out here.
swapped as (
  select measure from ops.finding
  where load_id = :load and page = -1 and code = 'columns-look-swapped'
), pairs as (
  select p.key, p.file_id, p.line_no, false as apres, null::bigint as load_apres, :before::date as autre_semaine, m.*
  from paired_line p
  cross join lateral (values
    ('dmp_crees_cumul', false, p.dmp_crees, p.dmp_crees_cumul, p.dmp_crees_cumul_avant),
    ('dmp_alimentes_cumul_distinct', true, p.dmp_alimentes_distinct, p.dmp_alimentes_cumul_distinct,
      p.dmp_alimentes_cumul_avant_distinct),
    ('documents_cumul', false, p.documents, p.documents_cumul, p.documents_cumul_avant),
    ('consultations_cumul', false, p.consultations, p.consultations_cumul, p.consultations_cumul_avant)
    ) as m (measure, is_distinct, semaine, cumul, avant)
  where p.line_avant is not null
  union all
  -- It comes back: what it had at its last line is kept with the load before.
  select p.key, p.file_id, p.line_no, false, null, s.last_seen, m.*
  from paired_line p
  join mart.structure_silent s on s.key_hash = hashtextextended(p.key, 0)
  cross join lateral (values
    ('dmp_crees_cumul', false, p.dmp_crees, p.dmp_crees_cumul, s.dmp_crees_cumul),
    ('dmp_alimentes_cumul_distinct', true, p.dmp_alimentes_distinct, p.dmp_alimentes_cumul_distinct,
      s.alimentations_cumul),
    ('documents_cumul', false, p.documents, p.documents_cumul, s.documents_cumul),
    ('consultations_cumul', false, p.consultations, p.consultations_cumul, s.consultations_cumul)
    ) as m (measure, is_distinct, semaine, cumul, avant)
  where p.line_avant is null and s.period_start = :before and s.load_id = any(:loads)
  union all
  select f.key, f.file_id, f.line_no, true, f.load_apres, :after::date, m.*
  from followed_line f
  cross join lateral (values
    ('dmp_crees_cumul', false, f.dmp_crees_apres, f.dmp_crees_cumul_apres, f.dmp_crees_cumul),
    ('dmp_alimentes_cumul_distinct', true, f.dmp_alimentes_apres_distinct, f.dmp_alimentes_cumul_apres_distinct,
      f.dmp_alimentes_cumul_distinct),
    ('documents_cumul', false, f.documents_apres, f.documents_cumul_apres, f.documents_cumul),
    ('consultations_cumul', false, f.consultations_apres, f.consultations_cumul_apres, f.consultations_cumul)
    ) as m (measure, is_distinct, semaine, cumul, avant)
), cumulated as (
  select *, cumul < lowest as short
  from (
    select *, not apres and autre_semaine < :period::date - 7 as gap,
      -- That a DMP fed in the week after is missing from its own cumulated figure is no fault of this line.
      case when not is_distinct then avant + semaine when apres then avant else greatest(avant, semaine) end as lowest
    from pairs) as bounded
  where (cumul < lowest or cumul > avant + semaine and not gap)
    and case when measure in ('dmp_crees_cumul', 'dmp_alimentes_cumul_distinct') then 'dmp_crees' else 'documents' end
      not in (select measure from swapped)
), corrected as (
  select concat_ws(chr(31), ${key}) as key, dmp_crees_cumul, dmp_alimentes_cumul_distinct, documents_cumul,
    consultations_cumul
  from dwh.${fact}
  where :corrected > 0 and period_start = :period and load_id = :corrected
    and concat_ws(chr(31), ${key}) in (select key from cumulated)
), broken as (
  select c.*,
    -- A figure that this load corrects may well fall: that is what a correction is for.
    cumul < avant and (apres or cumul = coalesce(old.figure, cumul)) as falls,
    to_char(autre_semaine, 'IYYY"-S"IW') as autre,
    case when gap then format('in %s (%s weeks before)', to_char(autre_semaine, 'IYYY"-S"IW'),
      (:period::date - autre_semaine) / 7) else 'the week before' end as when_en,
    case when gap then format('en %s (%s semaines plus tôt)', to_char(autre_semaine, 'IYYY"-S"IW'),
      (:period::date - autre_semaine) / 7) else 'la semaine précédente' end as when_fr
  from (
    -- What is too small for the week before need not be told of the week after too.
    select *, bool_or(short and not apres) over (partition by key, measure) as told_before from cumulated) as c
  left join corrected o using (key)
  cross join lateral (
    select case measure when 'dmp_crees_cumul' then o.dmp_crees_cumul
      when 'dmp_alimentes_cumul_distinct' then o.dmp_alimentes_cumul_distinct when 'documents_cumul' then o.documents_cumul
      else o.consultations_cumul end as figure) as old
  -- Nor what the load that is corrected had too, and the week after was told of when it was loaded after that.
  where not (apres and (told_before or coalesce(load_apres > :corrected and avant = old.figure, false)))
)
