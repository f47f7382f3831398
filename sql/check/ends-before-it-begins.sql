-- code: ends-before-it-begins
-- severity: error
-- grain: one row per line whose last day is before its first
-- says: line {line_no}: what begins on {debut} cannot end on {fin}
-- dit: Ligne {line_no} : ce qui débute le {debut} ne peut pas finir le {fin}
-- do: correct the days and send the list again
select line_no, file_id, debut, fin
from dwh.${fact}
where period_start = :period and load_id = :load and fin < debut
order by line_no
