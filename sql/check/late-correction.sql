-- code: late-correction
-- severity: warning
-- grain: one row if the load corrects a week long past
-- parameter: semaines, tardives, tardives_part; how many weeks before the last one in force, and the late transmissions
--   that cumul-differs lets through
-- says: the week corrected here is {weeks} weeks before the last one: {found} structures changed; for {broken} of them the
--   cumulated figures of the week after no longer follow
-- dit: La semaine corrigée ici précède la dernière de {weeks} semaines : {found} structures ont changé ; pour {broken}
--   d'entre elles, les cumuls de la semaine suivante n'en découlent plus
-- do: ask the sender for the weeks after it, corrected too
with late as (
  select (:latest::date - :period::date) / 7 as weeks
  where :corrected > 0 and :latest::date - :period::date > 7 * :semaines
), lines as (
  select load_id, concat_ws(chr(31), ${key}) as key, dmp_crees, dmp_crees_cumul, dmp_alimentes_distinct,
    dmp_alimentes_cumul_distinct, documents, documents_cumul, consultations, consultations_cumul
  from dwh.${fact}
  where period_start = :period and load_id in (:load, :corrected) and exists (select from late)
), own as (
  select * from lines where load_id = :load
), old as (
  select * from lines where load_id = :corrected
), changed as (
  select key, own.load_id is not null as known,
    own.dmp_crees_cumul, own.documents_cumul, own.consultations_cumul
  from own full join old using (key)
  where own.load_id is null or old.load_id is null
    or (own.dmp_crees, own.dmp_crees_cumul, own.dmp_alimentes_distinct, own.dmp_alimentes_cumul_distinct,
        own.documents, own.documents_cumul, own.consultations, own.consultations_cumul)
      <> (old.dmp_crees, old.dmp_crees_cumul, old.dmp_alimentes_distinct, old.dmp_alimentes_cumul_distinct,
        old.documents, old.documents_cumul, old.consultations, old.consultations_cumul)
), after as (
  select concat_ws(chr(31), ${key}) as key, dmp_crees, dmp_crees_cumul, documents, documents_cumul, consultations,
    consultations_cumul
  from dwh.${fact}
  where period_start = :period::date + 7 and load_id = any(:loads)
), broken as (
  select c.key
  from changed c
  join after a using (key)
  cross join lateral (values
    (c.dmp_crees_cumul, a.dmp_crees, a.dmp_crees_cumul), (c.documents_cumul, a.documents, a.documents_cumul),
    (c.consultations_cumul, a.consultations, a.consultations_cumul)) as v (avant, semaine, cumul)
  where v.cumul not between v.avant + v.semaine and v.avant + v.semaine + greatest(:tardives, :tardives_part * v.semaine)
  group by c.key
)
select weeks, (select count(*) from changed) as found, (select count(*) from broken) as broken from late
