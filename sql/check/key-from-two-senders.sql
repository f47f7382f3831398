-- code: key-from-two-senders
-- severity: error
-- effect: across
-- grain: one row per line and other sender whose load of the same period has the key of the line too
-- says: line {line_no} has the same key as line {other_line} of {file} from {sender}, for the same period: together they
--   would count twice
-- dit: La ligne {line_no} porte la même clé que la ligne {other_line} de {file}, reçu de {sender} pour la même période :
--   ensemble, elles compteraient deux fois
-- do: ask both senders who reports it; load a corrected file of the one who does not, or release the load if both are right
with theirs as (
  select load_id, file_id, line_no, concat_ws(chr(31), ${key}) as key
  from dwh.${fact}
  -- A number of a sender's own says nothing to another, who may number from 1 too.
  where period_start = :period and load_id = any(:others) and not ${internal}
), own as (
  -- Not even read unless another sender has something in force.
  select file_id, line_no, concat_ws(chr(31), ${key}) as key
  from dwh.${fact}
  where period_start = :period and load_id = :load and cardinality(:others::bigint[]) > 0 and not ${internal}
)
select o.line_no, nullif(o.file_id, m.file_id) as file_id, t.line_no as other_line, l.sender,
  (select file_name from ops.load f where f.file_id = t.file_id order by load_id limit 1) as file
from own o
join theirs t using (key)
join ops.load l on l.load_id = t.load_id
join ops.load m on m.load_id = :load
order by o.line_no, t.load_id
