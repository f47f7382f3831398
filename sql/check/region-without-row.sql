-- code: region-without-row
-- severity: warning
-- grain: one row per region in force that the file does not have
-- says: {scope} has no row; its figures are unknown, which is not zero
-- dit: {scope} n'a pas de ligne dans le fichier : ses chiffres sont inconnus, ce qui n'est pas zéro
-- do: ask the sender whether the region is left out or unknown
select g.label as scope
from dwh.region g
where g.vintage = :vintage and not exists (
  select from dwh.synthese_weekly r
  where r.period_start = :period and r.load_id = :load and r.region_code = g.code)
order by g.label
