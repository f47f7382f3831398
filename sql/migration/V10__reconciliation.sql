-- What two sources say of the same figure: a published table, and the files of the structures that it was drawn from.

-- One row per measure and region (or France) that an audit could hold against another source.
create table ops.reconciliation (
  reconciliation_id bigint generated always as identity primary key,
  load_id bigint not null references ops.load,
  against_loads bigint[] not null,
  code text not null,
  period_start date not null,
  published_on date not null,
  vintage int not null,
  region_code text not null,
  scope text not null,
  volet text not null check (volet in ('PSL', 'ES', 'AUTRES')),
  measure text not null,
  file_id bigint not null,
  line_no bigint not null,
  expected numeric not null,
  found numeric,
  difference numeric generated always as (found - expected) stored,
  explained numeric not null,
  tolerance numeric not null check (tolerance >= 0),
  verdict text not null check (verdict in ('equal', 'explained', 'tolerated', 'unexplained')),
  message text not null,
  message_fr text not null,
  check (found is not null or verdict = 'explained')
);
create index reconciliation_load on ops.reconciliation (load_id);
comment on table ops.reconciliation is
  'One row per measure and region (or France) that an audit could hold against another source.';
comment on column ops.reconciliation.load_id is 'the load under audit';
comment on column ops.reconciliation.against_loads is 'the loads, in force at its audit, that it was held against or added to';
comment on column ops.reconciliation.code is 'sql/check/<code>.sql, which computed the row';
comment on column ops.reconciliation.period_start is 'Monday of the week that both sources speak of';
comment on column ops.reconciliation.region_code is 'in the vintage of the published table; FR for France';
comment on column ops.reconciliation.line_no is 'of the published figure, in the file file_id';
comment on column ops.reconciliation.expected is
  'DMP that the other source makes one expect; of a distinct count, the nearest that it allows';
comment on column ops.reconciliation.found is 'DMP; null if the region has no line at all: unknown, which is not zero';
comment on column ops.reconciliation.explained is 'the part of the difference, with its sign, whose causes were computed';
comment on column ops.reconciliation.tolerance is 'DMP that may remain of the difference';

-- Numbers within sentences that are put together in SQL, as the placeholders of checks write them.
create function ops.english(value numeric, signed boolean default false) returns text language sql immutable
  return case when value < 0 then '-' when signed then '+' else '' end || to_char(abs(value), 'FM999,999,999,990');
comment on function ops.english is 'A whole number for English readers: 1,234; with its sign if asked: +1,234.';
create function ops.french(value numeric, signed boolean default false) returns text language sql immutable
  return case when value < 0 then '−' when signed then '+' else '' end
    || replace(to_char(abs(value), 'FM999,999,999,990'), ',', ' ');
comment on function ops.french is 'A whole number for French readers: 1 234; with its sign if asked: +1 234.';
