-- temporary: followed_line
-- grain: one row per line of the load that the line of the same structure in the week after, in force already, does not
--   simply follow from
-- keys: file_id, line_no
-- parameters: load, period, after, loads
-- used by: the checks of cumulated figures; made once for the time of an audit
-- Weeks mostly come in their order: then there is no week after, and nothing is read.
with own as (
  select concat_ws(chr(31), ${key}) as key, file_id, line_no, dmp_crees_cumul, dmp_alimentes_cumul_distinct,
    documents_cumul, consultations_cumul
  from dwh.${fact}
  where period_start = :period and load_id = :load and :after::date is not null
), next as (
  select concat_ws(chr(31), ${key}) as key, load_id as load_apres, dmp_crees as dmp_crees_apres,
    dmp_crees_cumul as dmp_crees_cumul_apres, dmp_alimentes_distinct as dmp_alimentes_apres_distinct,
    dmp_alimentes_cumul_distinct as dmp_alimentes_cumul_apres_distinct, documents as documents_apres,
    documents_cumul as documents_cumul_apres, consultations as consultations_apres,
    consultations_cumul as consultations_cumul_apres
  from dwh.${fact}
  where period_start = :after and load_id = any(:loads)
)
select *
from own
join next using (key)
where dmp_crees_cumul + dmp_crees_apres <> dmp_crees_cumul_apres
  or dmp_alimentes_cumul_distinct not between dmp_alimentes_cumul_apres_distinct - dmp_alimentes_apres_distinct
    and dmp_alimentes_cumul_apres_distinct
  or documents_cumul + documents_apres <> documents_cumul_apres
  or consultations_cumul + consultations_apres <> consultations_cumul_apres
