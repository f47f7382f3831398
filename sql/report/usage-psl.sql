-- grain: one row per département and profession with practitioners in the month
-- parameters: period, first, vintage, loads, departements, suppress_below
-- used by: jobs/reports/monthly-usage.yaml
with
-- include: sql/report/part/months.sql
,
-- include: sql/report/part/labels.sql
,
-- include: sql/report/part/denominators.sql
, keyed as (
  select departement || '|' || groupe as key, * from months where volet = 'PSL'
),
-- include: sql/report/part/month-groups.sql
,
-- include: sql/report/part/secrets.sql
,
-- include: sql/report/part/told-months.sql
, equipes as (
  select departement || '|' || profession as key, file_id, line_no, period_start, ps_equipes, departement || ' ' || profession as place
  from equipment
  where pour = :period
), lines as (
  select departement || '|' || groupe as key, file_id, line_no, period_start, dmp_crees, dmp_crees_cumul, alimentations,
    documents, consultations, null::bigint as ps_equipes, type_identifiant, identifiant, rpps, adeli, null as region,
    null::numeric as region_total
  from month_lines
  where volet = 'PSL' and departement || '|' || groupe not in (select key from secrets)
  union all
  select key, file_id, line_no, period_start, null, null, null, null, null, ps_equipes, null, null, null, null, place, null
  from equipes
  where key not in (select key from secrets)
), psl as (
  select g.*, g.departement || ' ' || d.label as libelle, coalesce(l.libelle_groupe, g.groupe) as profession,
    case when g.ns is null then e.equipes end as equipes
  from told_groups g
  join dwh.departement d on d.code = g.departement
  left join groupes l using (groupe)
  left join (select key, sum(ps_equipes) as equipes from equipes group by key) as e using (key)
)
select key, libelle as departement, profession, structures, equipes, actives as actifs,
  actives::numeric / nullif(equipes, 0) as part_actifs, consultantes as consultants,
  consultantes::numeric / nullif(equipes, 0) as part_consultants, crees, crees_cumul, alimentations, documents,
  documents_precedents, evolution, consultations, ns
from psl
order by libelle collate "C", profession collate "C"
