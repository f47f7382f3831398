-- grain: one row per month, from the first of those read that has figures to the period
-- parameters: period, first, loads, departements, suppress_below
-- used by: jobs/reports/monthly-usage.yaml
with
-- include: sql/report/part/months.sql
,
-- include: sql/report/part/denominators.sql
, secrets as (
  -- A month in which too few practitioners did something is not told of them.
  select period_start as pour from months where volet = 'PSL' group by 1
  having sum(structures) < :suppress_below or sum(actives) between 1 and :suppress_below - 1
), secret_physicians as (
  select period_start as pour from months where volet = 'PSL' and groupe = 'MEDECIN' group by 1
  having sum(consultantes) between 1 and :suppress_below - 1
  union
  select pour from secrets
), lines as (
  select to_char(period_start, 'YYYY-MM') as key, volet, file_id, line_no, period_start, dmp_crees, documents,
    case volet when 'ES' then (documents > 0)::int end as es_actif, case volet when 'ES' then 1 end as es_connu,
    case when volet = 'PSL' and groupe = 'MEDECIN' and period_start not in (select pour from secret_physicians)
      then (consultations > 0)::int end as medecin_consultant,
    null::bigint as medecins, type_identifiant, identifiant, rpps, adeli, null as region, null::numeric as region_total
  from month_lines
  where volet <> 'PSL' or period_start not in (select pour from secrets)
  union all
  select to_char(pour, 'YYYY-MM'), 'PSL', file_id, line_no, period_start, null, null, null, null, null, ps_total, null, null,
    null, null, departement || ' ' || profession, null
  from equipment
  where profession = 'MEDECIN' and pour not in (select pour from secret_physicians)
), donnees as (
  select period_start,
    sum(dmp_crees) filter (where volet = 'PSL' and period_start not in (select pour from secrets)) as crees_psl,
    sum(dmp_crees) filter (where volet = 'ES') as crees_es, sum(dmp_crees) filter (where volet = 'AUTRES') as crees_autres,
    sum(documents) filter (where volet = 'PSL' and period_start not in (select pour from secrets)) as documents_psl,
    sum(documents) filter (where volet = 'ES') as documents_es,
    sum(documents) filter (where volet = 'AUTRES') as documents_autres,
    sum(actives) filter (where volet = 'ES') as es_actifs, sum(structures) filter (where volet = 'ES') as es_connus,
    sum(consultantes) filter (where volet = 'PSL' and groupe = 'MEDECIN'
      and period_start not in (select pour from secret_physicians)) as medecins_consultants
  from months
  group by period_start
), medecins as (
  select pour, sum(ps_total) as medecins
  from equipment
  where profession = 'MEDECIN' and pour not in (select pour from secret_physicians)
  group by pour
), recus as (
  select period_start, string_agg(distinct libelle, ', ' order by libelle) as volets
  from months
  join (values ('PSL', '1 PSL'), ('ES', '2 ES'), ('AUTRES', '3 autres')) as v (volet, libelle) using (volet)
  group by period_start
)
select to_char(m.pour, 'YYYY-MM') as key, to_char(m.pour, 'YYYY-MM') as mois,
  coalesce(regexp_replace(r.volets, '\d ', '', 'g'), '[x] non reçus') as lignes, d.crees_psl, d.crees_es, d.crees_autres,
  d.documents_psl, d.documents_es, d.documents_autres, d.es_actifs, d.es_connus,
  d.es_actifs::numeric / nullif(d.es_connus, 0) as part_es, d.medecins_consultants, e.medecins,
  d.medecins_consultants::numeric / nullif(e.medecins, 0) as part_medecins
from report_months m
left join donnees d on d.period_start = m.pour
left join medecins e using (pour)
left join recus r on r.period_start = m.pour
where m.pour >= (select min(period_start) from months)
order by m.pour
