-- code: unexplained-difference
-- severity: error
-- effect: judge
-- grain: one row per figure of the load that another source contradicts by more than its causes and the tolerance allow
-- says: {scope}, {measure}: {told}
-- dit: {dit}
-- do: ask the sender which of the two is wrong; load the corrected file, or release the load if the reason is known
select r.scope, r.measure, r.expected, r.found, r.message as told, r.message_fr as dit,
  case when r.file_id = l.file_id then r.line_no end as line_no,
  case when r.file_id = l.file_id then r.file_id end as file_id
from ops.reconciliation r
join ops.load l using (load_id)
where r.load_id = :load and r.verdict = 'unexplained'
order by r.reconciliation_id
