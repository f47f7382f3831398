-- month_before: one row per line and cumulated figure that does not follow from that of the month before, if that month is
-- in force for the same sender.
earlier as (
  select concat_ws(chr(31), ${key}) as key, dmp_crees_cumul as crees, dmp_alimentes_cumul_distinct as alimentes_distinct,
    documents_cumul as documents, consultations_cumul as consultations
  from dwh.${fact}
  where period_start = (:period::date - interval '1 month')::date and load_id = any(:loads)
), own as (
  select concat_ws(chr(31), ${key}) as key, line_no, file_id, dmp_crees, dmp_crees_cumul, dmp_alimentes_distinct,
    dmp_alimentes_cumul_distinct, documents, documents_cumul, consultations, consultations_cumul
  from dwh.${fact}
  where period_start = :period and load_id = :load
), month_before as (
  select o.line_no, o.file_id, m.*
  from own o
  join earlier e using (key)
  cross join lateral (values
    ('dmp_crees_cumul', false, o.dmp_crees, o.dmp_crees_cumul, e.crees),
    ('dmp_alimentes_cumul_distinct', true, o.dmp_alimentes_distinct, o.dmp_alimentes_cumul_distinct, e.alimentes_distinct),
    ('documents_cumul', false, o.documents, o.documents_cumul, e.documents),
    ('consultations_cumul', false, o.consultations, o.consultations_cumul, e.consultations)
    ) as m (measure, is_distinct, mois, cumul, avant)
  where m.cumul < m.avant or m.cumul <> m.avant + m.mois
)
