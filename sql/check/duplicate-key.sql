-- code: duplicate-key
-- severity: error
-- effect: reject
-- unless: keys-differ
-- grain: one row per line whose key stands on another line of the same load
-- says: line {line_no} has the same key as {times} lines of this file; all of them are rejected, none wins
-- dit: La ligne {line_no} porte la même clé que {times} lignes de ce fichier ; toutes sont rejetées
-- do: keep one line per key and send the file again
with hashed as (
  -- Hashes find the suspects with little memory; the key itself then decides.
  select hashtextextended(concat_ws(chr(31), ${key}), 0) as hash
  from dwh.${fact}
  where period_start = :period and load_id = :load
  group by 1
  having count(*) > 1
), suspects as (
  select line_no, count(*) over (partition by ${key}) as times
  from dwh.${fact}
  where period_start = :period and load_id = :load
    and hashtextextended(concat_ws(chr(31), ${key}), 0) in (select hash from hashed)
)
select line_no, times from suspects where times > 1 order by line_no
