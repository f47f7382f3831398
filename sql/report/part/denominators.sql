-- What shares are held against, of the last month known up to each month (`pour`) that the report reads: hospitals and
-- those who count equipment declare later than the national files come.
-- equipment: professionals with what reaches the DMP, one row per département and profession; of all modes of practice
-- together where a line says that, else of each.
-- stays: what hospitals declare, a line each, of the last month that has a file.
-- insured: one row per mesh and place, of the last year up to the period's.
report_months (pour) as (
  select pour::date from generate_series(:first::timestamp, :period::timestamp, interval '1 month') as pour
), known_months as (
  select m.pour, l.feed, max(l.period_start) as period_start
  from report_months m
  join ops.load l on l.load_id = any(:loads) and l.feed in ('equipement', 'es-denominateurs') and l.period_start <= m.pour
  group by m.pour, l.feed
), equipment_lines as (
  select *, bool_or(mode_exercice = '*') over (partition by period_start, departement, profession) as ensemble
  from dwh.equipement
  where period_start between :first and :period and load_id = any(:loads) and departement = any(:departements)
), equipment as (
  select k.pour, e.file_id, e.line_no, e.period_start, e.departement, e.profession, e.ps_equipes, e.ps_total
  from known_months k
  join equipment_lines e using (period_start)
  where k.feed = 'equipement' and (e.mode_exercice = '*' or not e.ensemble)
), stays as (
  select k.pour, d.file_id, d.line_no, d.period_start, d.finess_et, d.sejours, d.sejours_dmp_existant,
    -- Fed stays count against stays with a DMP at admission, and only where both were declared.
    case when d.sejours_dmp_existant is not null then d.sejours_dmp_alimentes end as sejours_dmp_alimentes
  from known_months k
  join dwh.es_denominateurs d using (period_start)
  where k.feed = 'es-denominateurs' and d.period_start between :first and :period and d.load_id = any(:loads)
), insured as (
  select distinct on (maille, code) file_id, line_no, period_start, maille, code, annee, assures
  from dwh.population
  where period_start <= :last_day and load_id = any(:loads) and annee <= extract(year from :period::date)
  order by maille, code, annee desc
)
