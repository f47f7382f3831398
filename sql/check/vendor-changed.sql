-- code: vendor-changed
-- severity: info
-- grain: one row per region, vendor of the week before and vendor of now, of structures that have another one
-- says: {scope}: structures that changed from {old} to {new}: {found}
-- dit: {scope} : structures passées de {old} à {new} : {found}
-- do: nothing; a change of figures in the same week may come from it
select coalesce(region, 'Département ' || place) as scope, min(line_no) as line_no, editeur_avant as old, editeur as new,
  count(*) as found
from paired_line
where editeur <> editeur_avant
group by 1, editeur_avant, editeur
order by 1, 3, 4
