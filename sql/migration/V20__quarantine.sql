-- Data of patients is refused at the door, and so is what could not be looked through for any. The bytes lie in a folder of
-- their own until their time is over; what is known of them is the place of what they hold, and never its value.
create table ops.quarantine (
  quarantine_id bigint generated always as identity primary key,
  quarantined_at timestamptz not null,
  arrival_id bigint not null references ops.arrival,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes bigint not null,
  file_name text not null,
  sender text,
  feed text,
  code text not null,
  line_no bigint,
  column_name text,
  purged_at timestamptz
);
create index quarantine_kept on ops.quarantine (sha256) where purged_at is null;
comment on table ops.quarantine is
  'One row per file that was refused as data of patients, or unseen, and put in quarantine, and when its bytes were purged.';
comment on column ops.quarantine.sha256 is 'of its bytes, which are in no archive; the same bytes may have come several times';
comment on column ops.quarantine.file_name is 'with *** in place of an identifier';
comment on column ops.quarantine.code is
  'patient-identifier, patient-column or patient-file-name: the first of what was found; else why it could not be looked through';
comment on column ops.quarantine.line_no is 'on which the record starts; null if it is about the name, or the bytes have no lines';
comment on column ops.quarantine.column_name is 'header of the column, or its number from 1';
comment on column ops.quarantine.purged_at is 'when retention removed the bytes; null if they are there';
