-- Rejected lines go back to their sender with the reason of each, and come again corrected.

-- The reason of a line that breaks the contract is found again by reading it; what a check said of a line cannot be, once
-- the line has left the load.
alter table ops.reject add column details jsonb;
comment on column ops.reject.details is
  'What a check returned with the line, which its text is filled with; null if the contract rejected it.';

-- Rejects are read page by page.
drop index ops.reject_load;
create index reject_load on ops.reject (load_id, line_no);

-- One row per list of rejected lines that was handed out with nominative columns readable.
create table ops.disclosure (
  disclosure_id bigint generated always as identity primary key,
  disclosed_at timestamptz not null default now(),
  load_id bigint not null references ops.load,
  who text not null check (who <> ''),
  reason text not null check (reason <> ''),
  columns text[] not null,
  lines bigint not null
);
create index disclosure_load on ops.disclosure (load_id);
comment on table ops.disclosure is
  'One row per list of rejected lines given out with its nominative columns readable: to whom, when and why. Never changed.';
comment on column ops.disclosure.who is 'as given, else the name of the operating system''s user';
comment on column ops.disclosure.columns is 'the columns about a person, as the contract writes them';
comment on column ops.disclosure.lines is 'how many lines the list has';

comment on column ops.load.base_load_id is
  'the load that a partial file completes: in force, or held until rejected lines of it came again; its rows are carried forward where the file has none of the key';
