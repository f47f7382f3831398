-- The ledger of what arrived, what was loaded, what was found wrong with it, and what was written from it.
create schema dwh;
create schema mart;

-- One row per content ever offered, whatever its name: the bytes are in the archive under their SHA-256.
create table ops.file (
  file_id bigint generated always as identity primary key,
  sha256 text not null unique check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes bigint not null,
  archived_at timestamptz not null default now()
);

-- One row per attempt to bring a period of a feed into the warehouse; see DESIGN: write, audit, publish.
create table ops.load (
  load_id bigint generated always as identity primary key,
  feed text not null,
  sender text not null,
  period_start date not null,
  revision int not null check (revision > 0),
  file_id bigint not null references ops.file,
  file_name text not null,
  base_load_id bigint references ops.load,
  charset text not null,
  separator char(1) not null,
  header text[] not null,
  rows_surveyed bigint not null,
  page_offsets bigint[] not null,
  page_lines bigint[] not null,
  rows_read bigint,
  rows_loaded bigint,
  rows_rejected bigint,
  verdict text check (verdict in ('pass', 'warn', 'hold')),
  closed text check (closed in ('withdrawn', 'failed')),
  opened_at timestamptz not null default now(),
  published_at timestamptz,
  retired_at timestamptz,
  unique (feed, sender, period_start, revision),
  check (rows_loaded + rows_rejected = rows_read),
  check (published_at is null or verdict is not null)
);
create unique index load_current on ops.load (feed, sender, period_start)
  where published_at is not null and retired_at is null;
create unique index load_open on ops.load (feed, sender, period_start)
  where published_at is null and closed is null;
comment on table ops.load is
  'One row per feed, sender, period and revision. Open until published or closed; current while published and not retired.';
comment on column ops.load.page_offsets is 'byte offset of each page in the archived file, then the offset of its end';
comment on column ops.load.page_lines is 'physical line on which each page starts, the header being on line 1';

-- One row per file offered: what became of it.
create table ops.arrival (
  arrival_id bigint generated always as identity primary key,
  arrived_at timestamptz not null default now(),
  file_name text not null,
  sender text,
  feed text,
  file_id bigint references ops.file,
  outcome text not null check (outcome in ('opened', 'already-loaded', 'refused')),
  load_id bigint references ops.load,
  code text,
  message text
);

-- One row per rejected line; its text is read again from the archive.
create table ops.reject (
  load_id bigint not null references ops.load,
  file_id bigint not null,
  line_no bigint not null,
  code text not null,
  column_name text
);
create index reject_load on ops.reject (load_id);

-- One row per page, code and column: every finding is counted.
create table ops.finding_count (
  load_id bigint not null references ops.load,
  page int not null,
  code text not null,
  column_name text not null,
  severity text not null check (severity in ('info', 'warning', 'error')),
  total bigint not null,
  primary key (load_id, page, code, column_name)
);

-- One row per finding kept, at most 1 000 per load and code. Findings of checks have page -1.
create table ops.finding (
  finding_id bigint generated always as identity primary key,
  load_id bigint not null references ops.load,
  page int not null,
  code text not null,
  severity text not null check (severity in ('info', 'warning', 'error')),
  line_no bigint,
  column_name text,
  scope text,
  measure text,
  expected numeric,
  found numeric,
  message text not null,
  message_fr text not null
);
create index finding_load on ops.finding (load_id);

-- One row per workbook issued: the set of loads it was made from.
create table ops.edition (
  edition_id bigint generated always as identity primary key,
  report text not null,
  scope text not null,
  period_start date not null,
  number int not null check (number > 0),
  loads bigint[] not null,
  definition_sha text not null,
  file_sha text not null,
  path text not null,
  written_at timestamptz not null default now(),
  unique (report, scope, period_start, number)
);
