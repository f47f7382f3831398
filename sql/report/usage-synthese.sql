-- grain: one row per key figure of the region
-- parameters: period, first, last_day, vintage, loads, region, perimetre, departements, suppress_below, cibles
-- used by: jobs/reports/monthly-usage.yaml
with
-- include: sql/report/part/months.sql
,
-- include: sql/report/part/denominators.sql
,
-- include: sql/report/part/targets.sql
, asked_months (pour) as (
  values (:period::date), ((:period - interval '1 month')::date), ((:period - interval '12 months')::date)
), secret_months as (
  -- A month in which too few practitioners did something: neither their figures are told nor totals that they are part of.
  select period_start as pour from months where volet = 'PSL' group by 1
  having sum(structures) < :suppress_below or sum(actives) between 1 and :suppress_below - 1
), secret_physicians as (
  select period_start as pour from months where volet = 'PSL' and groupe = 'MEDECIN' group by 1
  having sum(consultantes) between 1 and :suppress_below - 1
), es_places as (
  select distinct on (identifiant) identifiant as finess_et
  from month_lines where volet = 'ES' order by identifiant, period_start desc
), activity_figures as (
  -- Figures of the months as sums of the mart, and the same of their lines: what is shown and what `explain` folds.
  select m.period_start as pour, v.key, v.n, v.num, v.d
  from (
    select period_start, sum(dmp_crees) as crees, sum(dmp_crees_cumul) as crees_cumul, sum(alimentations) as alimentations,
      sum(documents) as documents, sum(consultations) as consultations,
      sum(actives) filter (where volet = 'ES') as es_actifs, sum(structures) filter (where volet = 'ES') as es_connus,
      sum(actives) filter (where volet = 'PSL') as psl_actifs,
      sum(consultantes) filter (where volet = 'PSL' and groupe = 'MEDECIN') as medecins
    from months group by period_start
  ) as m
  cross join lateral (values
    ('crees', m.crees, null, null), ('crees-cumul', m.crees_cumul, null, null),
    ('alimentations', m.alimentations, null, null), ('documents', m.documents, null, null),
    ('consultations', m.consultations, null, null), ('es-alimentent', null, m.es_actifs, m.es_connus),
    ('psl-actifs', null, m.psl_actifs, null), ('medecins-consultent', null, m.medecins, null)) as v (key, n, num, d)
), activity_figure_lines as (
  select v.key, l.file_id, l.line_no, l.period_start, l.period_start as pour, v.n, v.num, v.d, l.type_identifiant, l.identifiant,
    l.rpps, l.adeli
  from month_lines l
  cross join lateral (values
    ('crees', l.dmp_crees, null, null), ('crees-cumul', l.dmp_crees_cumul, null, null),
    ('alimentations', l.alimentations, null, null), ('documents', l.documents, null, null),
    ('consultations', l.consultations, null, null),
    ('es-alimentent', null, case l.volet when 'ES' then (l.documents > 0)::int end, case l.volet when 'ES' then 1 end),
    ('psl-actifs', null, case l.volet when 'PSL' then (l.documents > 0)::int end, null),
    ('medecins-consultent', null,
      case when l.volet = 'PSL' and l.groupe = 'MEDECIN' then (l.consultations > 0)::int end, null)) as v (key, n, num, d)
  where v.n is not null or v.num is not null
), other_lines as (
  -- Few enough to be read as they are, for the figures too.
  select 'psl-actifs' as key, file_id, line_no, period_start, pour, null::bigint as n, null::bigint as num,
    ps_equipes::bigint as d, departement || ' ' || profession as place
  from equipment
  union all
  select 'medecins-consultent', file_id, line_no, period_start, pour, null, null, ps_total, departement || ' ' || profession
  from equipment where profession = 'MEDECIN'
  union all
  select 'hopen', s.file_id, s.line_no, s.period_start, s.pour, null, s.sejours_dmp_alimentes, s.sejours_dmp_existant,
    'FINESS ' || s.finess_et
  from stays s
  join es_places using (finess_et)
  where s.sejours_dmp_alimentes is not null
  union all
  -- One line a month: the fold gives it back as it is, and adds up nothing.
  select 'alimentes', file_id, line_no, period_start, period_start, valeur_distinct, null, null, :perimetre
  from dwh.distincts
  where period_start in (select pour from report_months) and load_id = any(:loads)
    and volet = 'TOUS' and mesure = 'dmp_alimentes' and region_code = coalesce(:region, '*')
    and '*' = all (array[departement, profession, type_structure, editeur_dpi, code_document, mode_acces])
  union all
  select 'dmp-assures', file_id, line_no, period_start, period_start, null, dmp_crees_cumul, null, departement || ' ' || canal
  from dwh.canal_monthly
  where period_start in (select pour from report_months) and load_id = any(:loads) and departement = any(:departements)
  union all
  select 'dmp-assures', i.file_id, i.line_no, i.period_start, m.pour, null, null, i.assures, i.code
  from insured i
  cross join report_months m
  where i.maille = 'DEPARTEMENT' and i.code = any(:departements)
), hidden (key, pour) as (
  select v.key, s.pour
  from secret_months s
  cross join (values ('crees'), ('crees-cumul'), ('alimentations'), ('documents'), ('consultations'), ('psl-actifs')) as v (key)
  union all
  select 'medecins-consultent', pour from secret_physicians
  union all
  select 'medecins-consultent', pour from secret_months
), goals as (
  select 'hopen' as key, file_id, line_no, period_start, valeur, source
  from targets
  where indicateur = 'hopen' and (maille = 'ES' and code = '*' or maille = 'REGION' and code = :region)
  order by maille desc limit 1
), lines as (
  select key, file_id, line_no, period_start, pour, n, num, d, null::numeric as cible, type_identifiant, identifiant, rpps, adeli,
    null as region, null::numeric as region_total
  from activity_figure_lines
  where pour in (select pour from asked_months) and (key, pour) not in (select key, pour from hidden)
  union all
  select key, file_id, line_no, period_start, pour, n, num, d, null, null, null, null, null, place, null
  from other_lines
  where pour in (select pour from asked_months) and (key, pour) not in (select key, pour from hidden)
  union all
  select key, file_id, line_no, period_start, :period, null, null, null, valeur, null, null, null, null,
    case when file_id is null then 'jobs/indicators.yaml' else :perimetre end, null
  from goals
), figures as (
  select key, pour, sum(n) as n, sum(num) as num, sum(d) as d, max(cible) as cible
  from (
    select key, pour, n, num, d, null::numeric as cible from activity_figures where (key, pour) not in (select key, pour from hidden)
    union all
    select key, pour, n, num, d, null from other_lines where (key, pour) not in (select key, pour from hidden)
    union all
    select key, :period, null, null, null, valeur from goals
  ) as counted
  group by key, pour
), trends as (
  -- Thirteen months as blocks, each as high as its part of the largest; an unknown one is a middle dot.
  select key, string_agg(case when v is null then '·' when most = 0 then '▁'
      else substr('▁▂▃▄▅▆▇█', 1 + floor(7 * v / most)::int, 1) end, '' order by pour) as tendance
  from (
    select k.key, m.pour, v.v, max(v.v) over (partition by k.key) as most
    from (select distinct key from figures) as k
    cross join report_months m
    left join (
      select key, pour, coalesce(n, num::numeric / nullif(d, 0)) as v from figures
    ) as v on v.key = k.key and v.pour = m.pour
  ) as drawn
  group by key
), indicateurs (rang, key, libelle, unite, rapporte_a) as (
  values (1, 'crees', 'DMP créés dans le mois', 'DMP', null),
    (2, 'crees-cumul', 'DMP créés depuis le début', 'DMP', null),
    (3, 'alimentes', 'DMP alimentés dans le mois (distincts, comptés à la source)', 'DMP distincts', null),
    (4, 'alimentations', 'Alimentations du mois', 'couples DMP × structure', null),
    (5, 'documents', 'Documents déposés dans le mois', 'documents', null),
    (6, 'consultations', 'Consultations du mois', 'consultations', null),
    (7, 'es-alimentent', 'ES qui alimentent le DMP', '%', 'ES du fichier du mois'),
    (8, 'medecins-consultent', 'Médecins libéraux qui consultent le DMP', '%', 'médecins libéraux, équipement '),
    (9, 'psl-actifs', 'PSL qui alimentent le DMP', '%', 'PSL équipés, équipement '),
    (10, 'hopen', 'HOP''EN : séjours avec un DMP à l''admission, alimentés', '%', 'séjours avec un DMP à l''admission, '),
    (11, 'dmp-assures', 'DMP créés ÷ assurés', '%', 'assurés des départements, année ')
), valeurs as (
  select i.*, f0.n as n0, f0.num as numerateur, f0.d as denominateur, f1.n as n1, f1.num as num1, f1.d as d1, f12.n as n12,
    f12.num as num12, f12.d as d12, f0.cible, t.tendance, coalesce(f0.n, f0.num::numeric / nullif(f0.d, 0)) as valeur,
    coalesce(f1.n, f1.num::numeric / nullif(f1.d, 0)) as precedente,
    coalesce(f12.n, f12.num::numeric / nullif(f12.d, 0)) as an_dernier,
    exists (select from hidden h where h.key = i.key and h.pour = :period) as secret
  from indicateurs i
  left join figures f0 on f0.key = i.key and f0.pour = :period
  left join figures f1 on f1.key = i.key and f1.pour = (:period - interval '1 month')::date
  left join figures f12 on f12.key = i.key and f12.pour = (:period - interval '12 months')::date
  left join trends t on t.key = i.key
)
select key, libelle as indicateur, unite, n0, numerateur, denominateur, n1, num1, d1, n12, num12, d12, valeur, precedente, valeur - precedente as evolution_1,
  an_dernier, valeur - an_dernier as evolution_12, tendance, cible,
  case when key <> 'hopen' and cible is null then null when cible is null then :etat_sans_cible when valeur is null then :etat_non_mesurable
    when valeur >= cible then :etat_cible_atteinte else :etat_sous_cible end as statut,
  case key
    when 'medecins-consultent' then rapporte_a || coalesce(
      (select to_char(period_start, 'YYYY-MM') from known_months where feed = 'equipement' and pour = :period), 'non reçu')
    when 'psl-actifs' then rapporte_a || coalesce(
      (select to_char(period_start, 'YYYY-MM') from known_months where feed = 'equipement' and pour = :period), 'non reçu')
    when 'hopen' then rapporte_a || coalesce(
      (select to_char(period_start, 'YYYY-MM') from known_months where feed = 'es-denominateurs' and pour = :period), 'mois non reçu')
    when 'dmp-assures' then rapporte_a || coalesce(
      (select max(annee)::text from insured where maille = 'DEPARTEMENT' and code = any(:departements)), 'non reçue')
    else rapporte_a end as rapporte_a,
  case when secret then 'NS' end as ns
from valeurs
order by rang
