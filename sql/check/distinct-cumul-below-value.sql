-- code: distinct-cumul-below-value
-- severity: error
-- grain: one row per line whose distinct count since the beginning is below that of its period alone
-- says: line {line_no}, {volet} {mesure}: {found} since the beginning is below {expected}, the count of the period alone
-- dit: Ligne {line_no}, {volet} {mesure} : {found} depuis le début est inférieur à {expected}, le compte de la seule période
-- do: ask the sender which figure is wrong
select line_no, file_id, volet, mesure, 'cumul_distinct' as measure, valeur_distinct as expected, cumul_distinct as found,
  case when region_code <> '*' then region_label when departement = '*' then 'France' end as scope
from dwh.distincts
where period_start = :period and load_id = :load and cumul_distinct < valeur_distinct
order by line_no
