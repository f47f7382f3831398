-- What nights need: who did what, which processes are alive, and who was alerted of what.

-- One row per action of an operator or of the software itself. Kept for ever.
create table ops.audit (
  audit_id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  who text not null check (who <> ''),
  host text not null,
  action text not null check (action <> ''),
  subject text not null,
  reason text,
  detail text
);
create index audit_at on ops.audit (at);
create trigger audit_is_append_only before update or delete or truncate on ops.audit
  for each statement execute function ops.refuse_change();
-- The right too, for sites whose user is no superuser.
do $$ begin
  execute format('revoke update, delete, truncate on ops.audit, ops.decision, ops.disclosure from %I', current_user);
end $$;
comment on table ops.audit is
  'One row per action: who did what to what, when and why. Rows are added, never changed or removed.';
comment on column ops.audit.who is 'as given, else the name of the operating system''s user; schedule if nobody asked';
comment on column ops.audit.host is 'the machine on which it was done';
comment on column ops.audit.action is 'such as run, rerun, stop, abandon, recover, pause, resume, trigger, reschedule';
comment on column ops.audit.subject is 'such as run 12, load 7, job weekly';

-- One row per process that ever ran something. One that beats, or that is alive on its machine, is not dead.
create table ops.process (
  owner text primary key,
  host text not null,
  pid bigint not null,
  born_at timestamptz,
  beat_at timestamptz not null default now(),
  ended_at timestamptz
);
comment on table ops.process is 'One row per process that ran something: the proof that it is alive, or dead.';
comment on column ops.process.owner is 'application_name of its sessions';
comment on column ops.process.born_at is 'when the process began, by its machine: another may have its number later';
comment on column ops.process.beat_at is 'its last sign of life, every five seconds';
comment on column ops.process.ended_at is 'when it ended well; null as long as it lives, and for ever if it was killed';

-- One row per thing that somebody must know of, however often it is found.
create table ops.alert (
  alert_id bigint generated always as identity primary key,
  kind text not null check (kind in ('failed', 'held', 'late', 'nothing-ran', 'stuck')),
  subject text not null,
  raised_at timestamptz not null default now(),
  title text not null,
  body text not null,
  unique (kind, subject)
);
comment on table ops.alert is 'One row per alert: raised once for each subject.';
comment on column ops.alert.subject is 'what it is about, told apart from the next of its kind: attempt 31, load 7, job weekly 2012-10-01T05:00';

-- One row per alert and channel that has it, or has not taken it yet.
create table ops.alert_delivery (
  alert_id bigint not null references ops.alert on delete cascade,
  channel text not null,
  attempts int not null default 0,
  sent_at timestamptz,
  problem text,
  primary key (alert_id, channel)
);
comment on table ops.alert_delivery is 'One row per alert and channel of jobs/alerts.yaml: sent, or why it could not be.';

create index batch_execution_of_instance on ops.batch_job_execution (job_instance_id);
create index batch_step_of_execution on ops.batch_step_execution (job_execution_id);
create index batch_params_of_execution on ops.batch_job_execution_params (job_execution_id);
create index batch_params_by_value on ops.batch_job_execution_params (parameter_value, parameter_name)
  where parameter_name in ('within', 'fired-for', 'owner', 'load');
