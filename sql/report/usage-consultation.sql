-- grain: one row per volet, profession and mode of access of the month
-- parameters: period, first, loads, departements, suppress_below
-- used by: jobs/reports/monthly-usage.yaml
with
-- include: sql/report/part/labels.sql
,
-- include: sql/report/part/denominators.sql
, month_accesses as (
  select volet || '|' || profession || '|' || mode_acces as key, volet, profession, mode_acces, period_start, actives,
    dossiers_consultes, connexions
  from mart.usage_acces
  where period_start in (:period, (:period - interval '1 month')::date) and load_id = any(:loads)
    and departement = any(:departements)
), sums as (
  select key, volet, profession, mode_acces,
    count(*) filter (where period_start = :period) as lignes,
    coalesce(sum(actives) filter (where period_start = :period), 0) as actifs,
    coalesce(sum(actives) filter (where period_start < :period), 0) as actifs_avant,
    sum(connexions) filter (where period_start = :period) as connexions,
    sum(connexions) filter (where period_start < :period) as connexions_precedentes,
    sum(dossiers_consultes) filter (where period_start = :period) as dossiers
  from month_accesses
  group by key, volet, profession, mode_acces
), people as (
  select key, '' as region, actifs as structures, actifs_avant as structures_avant, actifs as actives,
    actifs_avant as actives_avant, 0 as consultants
  from sums
  where volet = 'PSL'
),
-- include: sql/report/part/secrets.sql
, equipes as (
  -- A profession stands in several rows, one for each mode of access.
  select s.key, e.file_id, e.line_no, e.period_start, e.ps_equipes, e.departement || ' ' || e.profession as place
  from sums s
  join equipment e on e.pour = :period and e.profession = s.profession and s.volet = 'PSL'
), lines as (
  select volet || '|' || coalesce(profession, '') || '|' || mode_acces as key, file_id, line_no, period_start,
    case when connexions > 0 then 1 end as actif, dmp_consultes_distinct as dossiers_consultes, connexions,
    null::bigint as ps_equipes,
    case when type_identifiant not in ('RPPS', 'ADELI') then type_identifiant end as type_identifiant,
    case when type_identifiant not in ('RPPS', 'ADELI') then identifiant end as identifiant,
    case type_identifiant when 'RPPS' then identifiant end as rpps,
    case type_identifiant when 'ADELI' then identifiant end as adeli,
    null as region, null::numeric as region_total
  from dwh.usage_acces
  where period_start in (:period, (:period - interval '1 month')::date) and load_id = any(:loads)
    and departement = any(:departements)
    and volet || '|' || coalesce(profession, '') || '|' || mode_acces not in (select key from secrets)
  union all
  select key, file_id, line_no, period_start, null, null, null, ps_equipes, null, null, null, null, place, null
  from equipes
  where key not in (select key from secrets)
), modes (mode_acces, libelle_mode, rang_mode) as (
  values ('NORMAL', 'Normal', 1), ('BRIS_DE_GLACE', 'Bris de glace', 2), ('CENTRE_15', 'Centre 15', 3)
), told as (
  select m.key, v.libelle_volet as volet, v.rang_volet, coalesce(g.libelle_groupe, 'non précisée') as profession,
    o.libelle_mode as mode, o.rang_mode, s.ns, t.*
  from sums m
  join volets v using (volet)
  join modes o using (mode_acces)
  left join groupes g on g.groupe = m.profession
  left join secrets s using (key)
  left join (select key, sum(ps_equipes) as equipes from equipes group by key) as e using (key)
  left join lateral (select m.actifs, m.connexions, m.connexions_precedentes, m.dossiers, e.equipes where s.ns is null) as t on true
  where m.lignes > 0
)
select *, actifs::numeric / nullif(equipes, 0) as part, connexions - connexions_precedentes as evolution
from told
order by rang_volet, profession collate "C", rang_mode
