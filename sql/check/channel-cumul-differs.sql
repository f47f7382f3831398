-- code: channel-cumul-differs
-- severity: warning
-- grain: one row per line whose DMP created since the opening are not those of the period before and of the period together
-- parameter: tardives, tardives_part; late transmissions let through, the larger of a number and a share of the period's figure
-- says: {canal}, caisse {caisse}: {avant} DMP created since the opening in the period before and {periode} in the period:
--   expected {expected}, found {found} ({difference})
-- dit: {canal}, caisse {caisse} : {avant} DMP créés depuis l'ouverture à la période précédente et {periode} dans la période,
--   soit {expected} attendus ; trouvé {found} ({difference})
-- do: ask the sender; what arrives after its period is in the cumulated figure alone, but seldom as much as this
with earlier as (
  select departement, caisse, canal, dmp_crees_cumul as avant
  from dwh.${fact}
  where load_id = any(:loads) and period_start =
    case when '${fact}' = 'canal_monthly' then (:period::date - interval '1 month')::date else :period::date - 7 end
)
select f.line_no, f.file_id, f.canal, f.caisse, 'dmp_crees_cumul' as measure, e.avant, f.dmp_crees as periode,
  e.avant + f.dmp_crees as expected, f.dmp_crees_cumul as found
from dwh.${fact} f
join earlier e using (departement, caisse, canal)
where f.period_start = :period and f.load_id = :load
  -- Late transmissions only ever add.
  and (f.dmp_crees_cumul < e.avant + f.dmp_crees
    or f.dmp_crees_cumul > e.avant + f.dmp_crees + greatest(:tardives, :tardives_part * f.dmp_crees))
order by f.line_no
