-- Who was shown what is about persons is kept as it was: nobody can rewrite it, whoever the tables belong to.
create trigger disclosure_is_append_only before update or delete or truncate on ops.disclosure
  for each statement execute function ops.refuse_change();
comment on table ops.disclosure is
  'One row per list of rejected lines given out with its nominative columns readable: to whom, when and why. Rows are added, never changed or removed.';
