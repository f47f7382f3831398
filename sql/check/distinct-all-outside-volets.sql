-- code: distinct-all-outside-volets
-- severity: error
-- grain: one row per line of all volets whose distinct count is not between the largest volet and the sum of the volets
-- says: line {line_no}, {mesure} of all volets is {found}, expected between {largest} and {expected}: each counts once;
--   volets given: {volets}
-- dit: Ligne {line_no}, {mesure} tous volets : {found}, attendu entre {largest} et {expected}, chacun comptant une fois ;
--   volets donnés : {volets}
-- do: ask the sender which figure is wrong; above the sum with a volet left out is a warning
with volets as (
  select region_code, departement, profession, type_structure, editeur_dpi, code_document, mode_acces, mesure, volet,
    valeur_distinct as part
  from dwh.distincts
  where period_start = :period and load_id = :load and volet <> 'TOUS'
), bounds as (
  select region_code, departement, profession, type_structure, editeur_dpi, code_document, mode_acces, mesure,
    max(part) as largest,
    sum(part) as added_up, -- not a figure: the bound that a distinct count cannot pass
    count(*) as given, string_agg(volet, ', ' order by volet) as volets
  from volets
  group by region_code, departement, profession, type_structure, editeur_dpi, code_document, mode_acces, mesure
)
select t.line_no, t.file_id, t.mesure, 'valeur_distinct' as measure, b.largest, b.added_up as expected,
  t.valeur_distinct as found, b.volets,
  case when t.region_code <> '*' then t.region_label when t.departement = '*' then 'France' end as scope,
  case when t.valeur_distinct > b.added_up and b.given < 3 then 'warning' else 'error' end as severity
from dwh.distincts t
join bounds b using (region_code, departement, profession, type_structure, editeur_dpi, code_document, mode_acces, mesure)
where t.period_start = :period and t.load_id = :load and t.volet = 'TOUS'
  and (t.valeur_distinct < b.largest or t.valeur_distinct > b.added_up)
order by t.line_no
