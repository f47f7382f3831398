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

-- What each table holds, where the dictionary and `check` read it.
comment on table ops.file is 'One row per content ever offered, whatever its name: the bytes are in the archive under their SHA-256.';
comment on table ops.arrival is 'One row per file offered: what became of it.';
comment on table ops.page is 'One row per load and page whose rows are in the warehouse, committed with them.';
comment on table ops.reject is 'One row per rejected line of a load; its text is read again from the archive.';
comment on table ops.finding_count is 'One row per load, page, code, column and severity: every finding is counted.';
comment on table ops.finding is 'One row per finding kept, at most 1 000 per load and code; findings of checks have page -1, of the file -2, of decisions -3.';
comment on table ops.edition is 'One row per report, scope, period and number: a workbook issued, with the loads it was made from.';
comment on table ops.edition_sheet is 'One row per edition and sheet: what it said, as a gzip of CSV.';
comment on table dwh.region is 'One row per region code and vintage (2012 or 2016), as declared in jobs/nomenclatures/regions.csv.';
comment on table dwh.departement is 'One row per département or overseas collectivity, as declared in jobs/nomenclatures/departements.csv.';
comment on table dwh.categorie_es is 'One row per category of establishments of health, as declared in jobs/nomenclatures/categories-es.csv.';
comment on table dwh.psl_weekly is 'One row per load, professional (rpps, else adeli) and place of practice, of a week. Nominative: rows go when their time is over.';
comment on table dwh.es_weekly is 'One row per load and hospital or clinic (finess_et), of a week; attributes as sent for that week.';
comment on table dwh.autres_weekly is 'One row per load and other structure (type_identifiant, identifiant), of a week; attributes as sent for that week.';
comment on table dwh.synthese_weekly is 'One row per load and region, of a table published on a day; cumulated since the beginning.';
comment on table dwh.control_total is 'One row per load, line and measure of a total row: what the sender says the sum is. Never data.';
