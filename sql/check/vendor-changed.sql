-- code: vendor-changed
-- severity: info
-- grain: one row per region, vendor of the week before and vendor of now, of structures that have another one
-- says: {scope}: structures that changed from {old} to {new}: {found}
-- dit: {scope} : structures passées de {old} à {new} : {found}
-- do: nothing; a change of figures in the same week may come from it
with changed as (
  select coalesce(region, 'Département ' || place) as scope, editeur_avant as old, editeur as new, count(*) as found,
    min(array[file_id, line_no]) as one
  from paired_line
  where editeur <> editeur_avant
  group by 1, editeur_avant, editeur
)
select scope, one[1] as file_id, one[2] as line_no, old, new, found from changed order by scope, old, new
