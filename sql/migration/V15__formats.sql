-- Files that are not plain text are expanded to it, and loaded from that text. It is no part of the archive: a run that goes on
-- makes it again from the archived bytes where it is missing, and must get the same.
alter table ops.load
  add column format text not null default 'text' check (format in ('text', 'gzip', 'zip', 'xlsx')),
  add column expanded_sha256 text check (expanded_sha256 ~ '^[0-9a-f]{64}$'),
  add constraint load_expanded check ((format = 'text') = (expanded_sha256 is null));
comment on column ops.load.format is 'How the file packs its rows, told by its bytes.';
comment on column ops.load.expanded_sha256 is
  'Of the text that the file expands to: charset, page_offsets and page_lines are about that text. Null if the file is text.';
