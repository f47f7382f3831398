-- code: incident-ends-before-it-begins
-- severity: error
-- grain: one row per incident whose last day is before its first
-- says: line {line_no}: an incident that begins on {debut} cannot end on {fin}
-- dit: Ligne {line_no} : un incident qui débute le {debut} ne peut pas finir le {fin}
-- do: correct the days and send the list again
select line_no, debut, fin
from dwh.incident
where period_start = :period and load_id = :load and fin < debut
order by line_no
