-- code: ght-without-one-support
-- severity: warning
-- grain: one row per GHT that has not exactly one support hospital, in a list that tells them
-- says: GHT {code_ght}: expected {expected} support hospital, found {found}
-- dit: GHT {code_ght} : {expected} établissement support attendu, {found} trouvés
-- do: ask the sender which hospital supports the group; targets are about support hospitals
select code_ght, min(line_no) as line_no, 1 as expected, count(*) filter (where support = 'OUI') as found
from dwh.${fact}
where period_start = :period and load_id = :load
  and exists (select from dwh.${fact} where period_start = :period and load_id = :load and support is not null)
group by code_ght
having count(*) filter (where support = 'OUI') <> 1
order by code_ght
