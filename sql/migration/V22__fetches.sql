-- What was fetched from the declared sources (jobs/sources/<source>.yaml), so that the same file is not fetched again
-- unless it changed, and so that what went wrong at night can be read in the morning.

-- One row per file fetched, and per file or source of a visit that failed or was refused.
create table ops.fetch (
  fetch_id bigint generated always as identity primary key,
  source text not null,
  remote text,
  file_name text,
  sender text not null,
  size_bytes bigint check (size_bytes >= 0),
  modified_at timestamptz,
  etag text,
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  noted_at timestamptz not null default now(),
  outcome text not null check (outcome in ('fetched', 'refused', 'failed')),
  cause text,
  deleted_at timestamptz,
  check ((outcome = 'fetched') = (sha256 is not null)),
  check ((outcome = 'fetched') = (cause is null)),
  check (outcome <> 'fetched' or (remote is not null and file_name is not null))
);
create index fetch_remote on ops.fetch (source, remote, fetch_id) where outcome = 'fetched';
comment on table ops.fetch is
  'One row per file fetched from a source, and per file or source of a visit that failed or was refused.';
comment on column ops.fetch.source is 'jobs/sources/<source>.yaml';
comment on column ops.fetch.remote is 'path or address at the source; null if the source as a whole failed';
comment on column ops.fetch.size_bytes is 'of the bytes that came';
comment on column ops.fetch.modified_at is 'as the source says; null if it does not';
comment on column ops.fetch.etag is 'of a web server';
comment on column ops.fetch.noted_at is 'when the file was complete in the inbox, or the visit given up';
comment on column ops.fetch.cause is 'why it was refused or failed, in one line';
comment on column ops.fetch.deleted_at is 'when it was removed at the source, as its declaration asks';
