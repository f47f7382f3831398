-- temporary: paired_line
-- grain: one row per line of the load with the line of the same structure in the load before, where anything moved since;
--   and one row per structure that has a line in one of the two only
-- keys: file_id and line_no, null if the load has no line; file_avant and line_avant, null if the load before has none
-- parameters: load, period, vintage, before, loads
-- used by: the checks against the week before and sql/mart/structures-silent.sql; made once for the time of an audit
-- The load before is that of the last period in force within 13 weeks; semaines says how many weeks lie between.
with region as (
  select d.code as departement, g.label as region
  from dwh.departement d
  join dwh.region g on g.vintage = :vintage
    and g.code = case when :vintage = 2012 then d.region_2012 else d.region_2016 end
), own as (
  select concat_ws(chr(31), ${key}) as key, file_id, line_no, departement, ${vendor} as editeur,
    dmp_crees, dmp_crees_cumul, dmp_alimentes_distinct, dmp_alimentes_cumul_distinct,
    documents, documents_cumul, consultations, consultations_cumul
  from dwh.${fact}
  -- Without a load before nothing is held against it.
  where period_start = :period and load_id = :load and :before::date is not null
), before as (
  select concat_ws(chr(31), ${key}) as key, file_id as file_avant, line_no as line_avant,
    departement as departement_avant,
    ${vendor} as editeur_avant, dmp_crees_cumul as dmp_crees_cumul_avant,
    dmp_alimentes_cumul_distinct as dmp_alimentes_cumul_avant_distinct,
    documents_cumul as documents_cumul_avant, consultations_cumul as consultations_cumul_avant
  from dwh.${fact}
  where period_start = :before and load_id = any(:loads)
), paired as (
  select *, coalesce(departement, departement_avant) as place
  from own full join before using (key)
  where line_no is null or line_avant is null
    or dmp_crees + dmp_alimentes_distinct + documents + consultations > 0
    or dmp_crees_cumul <> dmp_crees_cumul_avant
    or dmp_alimentes_cumul_distinct <> dmp_alimentes_cumul_avant_distinct
    or documents_cumul <> documents_cumul_avant or consultations_cumul <> consultations_cumul_avant
    or editeur <> editeur_avant
)
select p.*, r.region, (:period::date - :before::date) / 7 as semaines
from paired p
left join region r on r.departement = p.place
