-- grain: one row per finding about the period of the report that concerns its scope, the gravest first, then one row
--   per reconciliation of the scope's creations with the published table
-- parameters: period, first, vintage, loads, region (null for France), perimetre (its label), departements
-- used by: jobs/common-sheets.yaml
with
-- include: sql/report/part/published-regions.sql
, findings as (
  select l.file_id, f.line_no, f.severity, f.scope, f.measure, f.column_name, f.expected, f.found,
    f.message_fr, f.code, l.file_name, l.period_start, l.load_id
  from ops.finding f
  join ops.load l using (load_id)
  -- A published table belongs to the week that it is reconciled with, the last that had ended.
  where f.load_id = any(:loads)
    and (l.period_start = :period or l.period_start between :period + 6 and :period + 12)
), own_lines as (
  select load_id, line_no from dwh.es_weekly
  where period_start = :period and load_id = any(:loads) and departement = any(:departements)
  union all
  select load_id, line_no from dwh.psl_weekly
  where period_start = :period and load_id = any(:loads) and departement = any(:departements)
  union all
  select load_id, line_no from dwh.autres_weekly
  where period_start = :period and load_id = any(:loads) and departement = any(:departements)
), own_regions as (
  -- In the regions of another vintage than the period's, a finding may be about a part of the region.
  select g.label
  from dwh.region g
  join dwh.departement d on g.code = case g.vintage when 2012 then d.region_2012 else d.region_2016 end
  where d.code = any(:departements)
), concerned as (
  select f.*,
    :region::text is null or coalesce(f.scope = 'France' or f.scope in (select label from own_regions), f.line_no is null)
      or exists (select from own_lines o where o.load_id = f.load_id and o.line_no = f.line_no) as shown,
    :region::text is not null and f.scope is null and f.line_no is not null as elsewhere
  from findings f
), structures as (
  select 'DMP créés par PSL' as measure, p.dmp_crees_cumul as found from dwh.psl_weekly p
  where p.period_start = :period and p.load_id = any(:loads) and p.departement = any(:departements)
  union all
  select 'DMP créés par ES', e.dmp_crees_cumul from dwh.es_weekly e
  where e.period_start = :period and e.load_id = any(:loads) and e.departement = any(:departements)
), published as (
  select distinct on (m.measure) m.measure, m.expected, s.file_id, s.line_no, s.period_start
  from (
    select period_start, min(file_id) as file_id, min(line_no) as line_no, sum(crees_psl) as crees_psl, sum(crees_es) as crees_es
    from published_regions
    where period_start between :period + 6 and :period + 12 and key = :region
    group by period_start
  ) s
  cross join lateral (values ('DMP créés par PSL', s.crees_psl), ('DMP créés par ES', s.crees_es)) as m (measure, expected)
  where m.expected is not null
  order by m.measure, s.period_start desc
), reconciled as (
  select p.measure, p.file_id, p.line_no, p.expected, s.found, p.period_start
  from published p
  join (select measure, sum(found) as found from structures group by measure) s using (measure)
), lines as (
  select concat_ws('|', code, scope, measure, column_name, file_name, line_no) as key, file_id, line_no, severity, scope, measure, column_name, expected as attendu, found as trouve,
    message_fr, code, file_name
  from concerned
  where shown
  union all
  -- What is wrong with lines of other regions, or of no known one, is told as a number only.
  select concat_ws('|', code, file_name), min(file_id), null, severity, null, null, null, null, count(*),
    'Constats sur des lignes du fichier national qui ne sont pas rattachées à cette région : ' || count(*), code, file_name
  from concerned
  where elsewhere and not shown
  group by code, file_name, severity
  union all
  select concat_ws('|', 'rapprochement-synthese', :perimetre, measure), file_id, line_no, case when expected = found then 'info' else 'warning' end, :perimetre, measure, null,
    expected, found,
    'Depuis le début, à la fin de la semaine : la table publiée le ' || to_char(period_start, 'DD/MM/YYYY') || ' donne '
      || replace(to_char(expected, 'FM999,999,999'), ',', ' ') || ', les lignes des structures '
      || replace(to_char(found, 'FM999,999,999'), ',', ' ')
      || case when expected = found then ' ; les deux concordent' else ' ; la différence n''est pas expliquée' end,
    'rapprochement-synthese', null
  from reconciled
), placed as (
  select *, row_number() over (
    order by array_position(array['error', 'warning', 'info'], severity), code collate "C", measure collate "C",
      scope collate "C", line_no, file_name collate "C", key collate "C") as place
  from lines
), qualite as (
  select key, place,
    'Q' || lpad(place::text, greatest(3, length(place::text)), '0') as reference,
    case severity when 'error' then 'Erreur' when 'warning' then 'Avertissement' else 'Information' end as gravite,
    coalesce(scope, file_name || coalesce(', ligne ' || line_no, '')) as perimetre,
    coalesce(measure, column_name, 'sans objet') as mesure,
    attendu, trouve, trouve - attendu as ecart,
    message_fr as explication, code as regle
  from placed
)
select * from qualite order by place
