-- secrets: keys of `people` whose figures are not told. Each row of `people` says of how many professionals its figures are
-- (structures, actives, consultants, and the first two of the period before, `_avant`, as a change gives them away), and
-- within which `region` a total of them is told elsewhere. Too few of any of them, and none are told; nor are those of the
-- next smallest keys, until what is hidden is about enough people: else it follows from the total.
judged as (
  select *, structures between 1 and :suppress_below - 1 or structures_avant between 1 and :suppress_below - 1
      or actives between 1 and :suppress_below - 1 or actives_avant between 1 and :suppress_below - 1
      or consultants between 1 and :suppress_below - 1 as few
  from people
), hidden_before as (
  select key, few, bool_or(few) over (partition by region) as any_few, sum(structures) over smaller as structures,
    sum(structures_avant) over smaller as structures_avant, sum(actives) over smaller as actives,
    sum(actives_avant) over smaller as actives_avant, sum(consultants) over smaller as consultants
  from judged
  -- Who did nothing does not hide those who did.
  window smaller as (partition by region order by few desc, actives = 0, actives, structures, key collate "C"
    rows between unbounded preceding and 1 preceding)
), secrets as (
  select key, 'NS' as ns
  from hidden_before
  where few or (any_few and (structures between 1 and :suppress_below - 1
    or structures_avant between 1 and :suppress_below - 1 or actives between 1 and :suppress_below - 1
    or actives_avant between 1 and :suppress_below - 1 or consultants between 1 and :suppress_below - 1))
)
