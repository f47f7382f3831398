-- Decisions that nobody can rewrite, and the files that a workbook was made without.

-- What ends a hold without an operator is kept beside what operators decide.
alter table ops.decision drop constraint decision_kind_check;
alter table ops.decision add check (kind in ('withdraw', 'release', 'expire', 'replace'));
comment on table ops.decision is
  'One row per decision about a load, or what ended a hold: who, when and why. Rows are added, never changed or removed.';
comment on column ops.decision.who is
  'as given, else the name of the operating system''s user; the sender, if another file took the place of a held one';

-- Rights would not do: the tables belong to whoever writes into them.
create function ops.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of %.% are added, never changed or removed: % refused', tg_table_schema, tg_table_name, lower(tg_op)
    using errcode = 'restrict_violation';
end
$$;
comment on function ops.refuse_change is 'Of a trigger: makes a table append-only.';
create trigger decision_is_append_only before update or delete or truncate on ops.decision
  for each statement execute function ops.refuse_change();

-- A workbook says which files it was made without. It is no more the same once one of those that waited was decided about.
create table ops.edition_gap (
  gap_id bigint generated always as identity primary key,
  edition_id bigint not null references ops.edition,
  feed text not null,
  sender text not null,
  period text not null,
  load_id bigint references ops.load
);
create index edition_gap_edition on ops.edition_gap (edition_id);
comment on table ops.edition_gap is
  'One row per edition and file that it was made without: expected and not received, or held.';
comment on column ops.edition_gap.period is 'its name: 2012-S38, 2012-09 or 2012-09-25';
comment on column ops.edition_gap.load_id is 'the load that waited for a decision, [p]; null if no file had come, [x]';
