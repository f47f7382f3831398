-- code: total-row-missing
-- severity: warning
-- grain: one row if the load has no total row
-- says: the file has no total row; the regions cannot be held against a published national figure
-- dit: Le fichier n'a pas de ligne de total ; les régions ne peuvent pas être rapprochées d'un chiffre national publié
-- do: ask the sender for the published total
select 'France' as scope
where not exists (select from dwh.control_total where period_start = :period and load_id = :load)
