-- code: targets-overlap
-- severity: error
-- grain: one row per target that is aimed at while another of the same indicator and place is
-- says: line {line_no}, {indicateur}: the target from {debut} on is aimed at while that of line {other} is
-- dit: Ligne {line_no}, {indicateur} : la cible valable à partir du {debut} l'est en même temps que celle de la ligne {other}
-- do: end the earlier target on the day before the later one begins
select b.line_no, a.line_no as other, b.indicateur, b.debut
from dwh.${fact} a
join dwh.${fact} b on b.period_start = a.period_start and b.load_id = a.load_id and b.indicateur = a.indicateur
  and b.maille = a.maille and b.code = a.code
  and (a.debut, a.line_no) < (b.debut, b.line_no) and b.debut <= coalesce(a.fin, date '9999-12-31')
where a.period_start = :period and a.load_id = :load
order by b.line_no, other
