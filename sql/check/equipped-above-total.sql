-- code: equipped-above-total
-- severity: error
-- grain: one row per line with more professionals equipped than there are
-- says: line {line_no}, {profession} of département {departement}: {found} professionals equipped of {expected}
-- dit: Ligne {line_no}, {profession} du département {departement} : {found} professionnels équipés sur {expected}
-- do: ask the sender which figure is wrong
select line_no, file_id, profession, departement, 'ps_equipes' as measure, ps_total as expected, ps_equipes as found
from dwh.${fact}
where period_start = :period and load_id = :load and ps_equipes > ps_total
order by line_no
