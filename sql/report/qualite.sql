-- grain: one row per finding about the period of the report that concerns its scope, the gravest first, then one row
--   per reconciliation of the scope's figures with another source
-- parameters: period, vintage, loads, region (null for France), perimetre (its label), departements, suppress_below
-- used by: jobs/common-sheets.yaml
with findings as (
  -- Of a load with lines of an earlier file, a check says which file it means; where it does not, nobody can tell whose
  -- line it is, and no region is shown it as its own.
  select case when f.file_id is null and f.page = -1 and l.rows_carried > 0 then null
      else coalesce(f.file_id, l.file_id) end as file_id, f.line_no, f.severity, f.scope, f.measure, f.column_name, f.expected, f.found,
    f.message_fr, f.code, l.period_start, l.load_id,
    coalesce((select c.file_name from ops.load c where c.file_id = f.file_id and c.file_id <> l.file_id order by c.load_id limit 1),
      l.file_name) as file_name
  from ops.finding f
  join ops.load l using (load_id)
  -- A published table belongs to the week that it is reconciled with, the last that had ended.
  where f.load_id = any(:loads)
    -- The reconciliation of these loads is below, be it another than the one that the finding is of.
    and (f.code <> 'unexplained-difference' or not exists (
      select from ops.reconciliation r
      where r.load_id = any(:loads) and r.against_loads <@ :loads::bigint[]
        and f.load_id = any(r.load_id || r.against_loads) and (r.scope, r.measure) = (f.scope, f.measure)))
    and (l.period_start = :period or l.period_start between :period + 6 and :period + 12
      or f.code = 'released-by-operator')
), own_lines as (
  select load_id, file_id, line_no, 'ES' as volet from dwh.es_weekly
  where period_start = :period and load_id = any(:loads) and departement = any(:departements)
  union all
  select load_id, file_id, line_no, 'PSL' from dwh.psl_weekly
  where period_start = :period and load_id = any(:loads) and departement = any(:departements)
  union all
  select load_id, file_id, line_no, 'AUTRES' from dwh.autres_weekly
  where period_start = :period and load_id = any(:loads) and departement = any(:departements)
  union all
  select load_id, file_id, line_no, volet from dwh.psl_monthly
  where period_start = :period and load_id = any(:loads) and departement = any(:departements)
  union all
  select load_id, file_id, line_no, volet from dwh.es_monthly
  where period_start = :period and load_id = any(:loads) and departement = any(:departements)
  union all
  select load_id, file_id, line_no, volet from dwh.autres_monthly
  where period_start = :period and load_id = any(:loads) and departement = any(:departements)
  union all
  select load_id, file_id, line_no, volet from dwh.usage_documents
  where period_start = :period and load_id = any(:loads) and departement = any(:departements)
  union all
  select load_id, file_id, line_no, volet from dwh.usage_acces
  where period_start = :period and load_id = any(:loads) and departement = any(:departements)
  union all
  select load_id, file_id, line_no, 'TOUS' from dwh.canal_monthly
  where period_start = :period and load_id = any(:loads) and departement = any(:departements)
  union all
  select load_id, file_id, line_no, 'TOUS' from dwh.equipement
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
      or o.volet is not null as shown,
    :region::text is not null and f.scope is null and f.line_no is not null as elsewhere,
    -- A line of a professional is about one.
    coalesce(o.volet = 'PSL', false) and :suppress_below > 0 as secret
  from findings f
  left join own_lines o on o.load_id = f.load_id and o.file_id = f.file_id and o.line_no = f.line_no
), reconciliations as (
  -- The whole of these loads before a part of them, whenever it was computed.
  select distinct on (volet, measure, region_code) *
  from ops.reconciliation
  where load_id = any(:loads) and against_loads <@ :loads::bigint[] and :period in (period_start, published_on)
  order by volet, measure, region_code, published_on desc, cardinality(against_loads) desc, reconciliation_id desc
), reconciled as (
  -- A region sees its own figures and those of France; France sees its own and those of each region that differ.
  select code, scope, measure, file_id, line_no, expected, found, message_fr,
    case verdict when 'unexplained' then 'error' when 'tolerated' then 'warning' else 'info' end as severity
  from reconciliations
  where case when :region::text is null then scope = 'France' or verdict <> 'equal'
    else scope = 'France' or scope in (select label from own_regions) end
), lines as (
  select concat_ws('|', code, scope, measure, column_name, file_name, line_no) as key, file_id, line_no, severity, scope, measure, column_name,
    case when not secret then expected end as attendu, case when not secret then found end as trouve,
    case when secret then 'NS : constat sur la ligne d''un seul professionnel, dont les chiffres ne sont pas donnés'
      else message_fr end as message_fr, code, file_name
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
  select concat_ws('|', code, scope, measure), file_id, line_no, severity, scope, measure, null, expected, found,
    message_fr, code, null
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
