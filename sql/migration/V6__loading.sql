-- One row per page whose rows are in the warehouse, committed with them: where an interrupted load goes on.
create table ops.page (
  load_id bigint not null references ops.load,
  page int not null,
  primary key (load_id, page)
);
-- What an earlier build left unfinished has rows and no pages here: going on would load them twice. Its file, sent again,
-- becomes the next revision.
update ops.load set closed = 'failed' where published_at is null and closed is null and verdict is null;

-- A page may find the same fault in the same column at two severities.
alter table ops.finding_count drop constraint finding_count_pkey;
alter table ops.finding_count add primary key (load_id, page, code, column_name, severity);

-- A COPY says once, and not in every row, which period, load and file its rows belong to: reading the same date, load and
-- file a million times cost a fifth of PostgreSQL's time. The partitions' defaults take them from settings of the
-- transaction. COPY folds the default of an immutable function once per statement, before its first row, and never keeps
-- it for another; that is why this function says so, and why nothing but these defaults may use it.
create function dwh.loading(what text) returns text language sql immutable
  return current_setting('pilotage.' || what);
comment on function dwh.loading is 'A setting of the running load; for the defaults of facts alone.';

create function dwh.default_to_running_load(partition regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s alter column period_start set default dwh.loading(''period'')::date,'
    ' alter column load_id set default dwh.loading(''load'')::bigint,'
    ' alter column file_id set default dwh.loading(''file'')::bigint', partition);
end
$$;
comment on function dwh.default_to_running_load is 'Lets a COPY into a partition leave out period_start, load_id and file_id.';

select dwh.default_to_running_load(i.inhrelid)
from pg_inherits i
join pg_class p on p.oid = i.inhparent
join pg_namespace n on n.oid = p.relnamespace and n.nspname = 'dwh'
where p.relkind = 'p';

create or replace function dwh.ensure_partition(fact text, day date) returns void language plpgsql as $$
declare
  first_day date := date_trunc('year', day);
  partition text := format('%s_%s', fact, extract(year from day));
begin
  if to_regclass(format('dwh.%I', partition)) is not null then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('dwh.' || partition, 0));
  begin
    execute format('create table dwh.%I partition of dwh.%I for values from (%L) to (%L)',
      partition, fact, first_day, first_day + interval '1 year');
    perform dwh.default_to_running_load(format('dwh.%I', partition)::regclass);
  exception when duplicate_table then
    -- Made by whoever held the lock before. Asking again would not tell: this session remembers that there was none.
    null;
  end;
end
$$;
