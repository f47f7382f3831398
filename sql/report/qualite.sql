-- grain: one row per finding about the period of the report, the gravest first
-- parameters: period, loads
-- used by: jobs/common-sheets.yaml
with lines as (
  select f.finding_id as key, l.file_id, f.line_no, f.severity, f.scope, f.measure, f.column_name,
    f.expected as attendu, f.found as trouve, f.message_fr, f.code, l.file_name
  from ops.finding f
  join ops.load l using (load_id)
  where l.period_start = :period and f.load_id = any(:loads)
), qualite as (
  select key,
    'Q' || to_char(row_number() over (
      order by array_position(array['error', 'warning', 'info'], severity), code, measure, scope, line_no), 'FM000') as reference,
    case severity when 'error' then 'Erreur' when 'warning' then 'Avertissement' else 'Information' end as gravite,
    coalesce(scope, file_name || coalesce(', ligne ' || line_no, '')) as perimetre,
    coalesce(measure, column_name, 'sans objet') as mesure,
    attendu, trouve, trouve - attendu as ecart,
    message_fr as explication, code as regle
  from lines
)
select * from qualite order by reference
