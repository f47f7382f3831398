-- What became of an edition, and what happened outside the figures that explains how they moved.

alter table ops.edition add column superseded_by bigint references ops.edition;
comment on column ops.edition.superseded_by is
  'the edition that replaced it, null while it is the last; its workbook stays as it was issued';
update ops.edition earlier set superseded_by = later.edition_id
from ops.edition later
where (later.report, later.scope, later.period_start) = (earlier.report, earlier.scope, earlier.period_start)
  and later.number = earlier.number + 1;

-- One row per incident and list; a list is complete as of its date, which is the period.
create table dwh.incident (
  period_start date not null, line_no int not null, load_id bigint not null, file_id bigint not null,
  debut date not null, fin date, maille text not null, code text, feed text, note text not null
) partition by range (period_start);
create index on dwh.incident using brin (period_start, load_id) with (pages_per_range = 32);
comment on table dwh.incident is
  'Outages and the like: from and to which day, where (a region by the code in force on its first day), of which feed.';
