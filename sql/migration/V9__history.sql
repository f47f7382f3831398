-- History that stays answerable: who decided what about a load and why, what a partial file completes, what retention
-- has removed.

-- One row per decision about a load: taken by an operator, or by the retention job.
create table ops.decision (
  decision_id bigint generated always as identity primary key,
  decided_at timestamptz not null default now(),
  load_id bigint not null references ops.load,
  kind text not null check (kind in ('withdraw', 'release', 'expire')),
  who text not null check (who <> ''),
  reason text not null check (reason <> '')
);
create index decision_load on ops.decision (load_id);
comment on table ops.decision is 'One row per decision about a load: who took it, when and why. Never changed.';
comment on column ops.decision.who is 'as given, else the name of the operating system''s user';

-- A load was in force from published_at until retired_at, once: what comes back in force is copied to the next revision.
-- So "in force at a time" is asked of the ledger alone.
alter table ops.load add column restores_load_id bigint references ops.load;
comment on column ops.load.restores_load_id is 'the earlier load whose rows it repeats, if an operator withdrew what had replaced that one';

-- A file that holds a part of its period completes the load that is in force: the rows of keys that it does not have are
-- copied from there, and keep their file and line.
comment on column ops.load.base_load_id is 'the load that a partial file completes; its rows are carried forward where the file has none of the key';
alter table ops.load add column rows_carried bigint not null default 0 check (rows_carried >= 0);
comment on column ops.load.rows_carried is 'rows carried forward from the base load, counted beside those of the file itself';
alter table ops.finding add column file_id bigint references ops.file;
comment on column ops.finding.file_id is 'the file that line_no is a line of, if it is not the load''s own: a carried row''s';

-- Nominative data goes when its time is over: the rows of a load, the findings that may quote them, and the archived bytes
-- of their file. The load stays in the ledger, and its marts stay.
alter table ops.load add column nominative_expired_at timestamptz;
comment on column ops.load.nominative_expired_at is 'when retention removed its rows; its period is not loaded again';
alter table ops.file add column removed_at timestamptz;
comment on column ops.file.removed_at is 'when retention removed the archived bytes; null if they are there';

-- Distinct counts above the structure, as the source counted them: nobody else can.
create table dwh.distincts (
  period_start date not null, line_no int not null, load_id bigint not null, file_id bigint not null,
  volet text not null, region_code text not null default '*', region_label text not null default '*',
  departement text not null default '*', profession text not null default '*', type_structure text not null default '*',
  editeur_dpi text not null default '*', code_document text not null default '*', mode_acces text not null default '*',
  mesure text not null, valeur_distinct int not null, cumul_distinct int
) partition by range (period_start);
create index on dwh.distincts using brin (period_start, load_id) with (pages_per_range = 32);
comment on table dwh.distincts is
  'One row per volet, dimensions and measure, of a week or a month: distinct counts as the source computed them. ''*'' is all of a dimension; regions are of the period''s vintage.';
