-- grain: one row per channel that created DMP in the scope since the beginning
-- parameters: period, loads, departements
-- used by: jobs/reports/weekly-activity.yaml
with
-- include: sql/report/part/labels.sql
, lines as (
  select canal as key, *
  from dwh.canal_weekly
  where period_start in (:period, :period - 7) and load_id = any(:loads) and departement = any(:departements)
), canaux as (
  select key, sum(dmp_crees) filter (where period_start = :period) as crees,
    sum(dmp_crees) filter (where period_start = :period - 7) as crees_precedents,
    sum(dmp_crees_cumul) filter (where period_start = :period) as crees_cumul
  from lines
  group by key
)
select k.*, c.label as canal, coalesce(v.libelle_volet, 'Patients') as volet, crees - crees_precedents as evolution
from canaux k
join dwh.canal c on c.code = k.key
left join volets v on v.volet = c.volet
where crees_cumul > 0
order by crees_cumul desc, k.key collate "C"
