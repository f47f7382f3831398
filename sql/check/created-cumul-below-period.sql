-- code: created-cumul-below-period
-- severity: error
-- grain: one row per line whose DMP created since the opening are fewer than those of its period alone
-- says: line {line_no}: {found} DMP created since the opening are fewer than the {expected} of the period alone
-- dit: Ligne {line_no} : {found} DMP créés depuis l'ouverture, moins que les {expected} de la seule période
-- do: ask the sender which figure is wrong
select line_no, file_id, 'dmp_crees_cumul' as measure, dmp_crees as expected, dmp_crees_cumul as found
from dwh.${fact}
where period_start = :period and load_id = :load and dmp_crees_cumul < dmp_crees
order by line_no
