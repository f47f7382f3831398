-- broken: one row per line and cumulated figure that does not follow from that of the week before. A pair of columns that
-- looks exchanged is told as such, and its figures are left out here.
swapped as (
  select measure from ops.finding
  where load_id = :load and page = -1 and code = 'columns-look-swapped'
), cumulated as (
  select p.line_no, p.key, m.*
  from paired_line p
  cross join lateral (values
    ('dmp_crees_cumul', 'dmp_crees', false, p.dmp_crees, p.dmp_crees_cumul, p.dmp_crees_cumul_avant),
    ('dmp_alimentes_cumul_distinct', 'dmp_crees', true, p.dmp_alimentes_distinct, p.dmp_alimentes_cumul_distinct,
      p.dmp_alimentes_cumul_avant_distinct),
    ('documents_cumul', 'documents', false, p.documents, p.documents_cumul, p.documents_cumul_avant),
    ('consultations_cumul', 'documents', false, p.consultations, p.consultations_cumul, p.consultations_cumul_avant)
    ) as m (measure, pair, is_distinct, semaine, cumul, avant)
  where p.semaines = 1
    and (m.cumul < m.avant or m.cumul <> m.avant + m.semaine)
    and m.pair not in (select measure from swapped)
), corrected as (
  select concat_ws(chr(31), ${key}) as key, dmp_crees_cumul, dmp_alimentes_cumul_distinct, documents_cumul,
    consultations_cumul
  from dwh.${fact}
  where :corrected > 0 and period_start = :period and load_id = :corrected
    and concat_ws(chr(31), ${key}) in (select key from cumulated)
), broken as (
  -- A figure that this load corrects may well fall: that is what a correction is for.
  select c.*, cumul < avant and cumul = coalesce(case measure
    when 'dmp_crees_cumul' then o.dmp_crees_cumul
    when 'dmp_alimentes_cumul_distinct' then o.dmp_alimentes_cumul_distinct
    when 'documents_cumul' then o.documents_cumul
    else o.consultations_cumul end, cumul) as falls
  from cumulated c
  left join corrected o using (key)
)
