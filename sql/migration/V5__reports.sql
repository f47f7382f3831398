-- What regional reports need: where a département is, what a category of establishment is, and what an edition showed.

-- One row per département or overseas collectivity, as declared in jobs/nomenclatures/departements.csv.
create table dwh.departement (
  code text primary key,
  label text not null,
  region_2012 text not null,
  region_2016 text not null
);
comment on column dwh.departement.region_2012 is 'code of its region until 2015; empty for a collectivity, which is in none';

-- One row per category of establishments of health, as declared in jobs/nomenclatures/categories-es.csv.
create table dwh.categorie_es (
  code text primary key,
  label text not null,
  champ text not null
);

alter table ops.edition add column content_sha text not null default '';
comment on column ops.edition.content_sha is 'SHA-256 over the bodies of its sheets, in order: what it says, whatever build wrote it';

-- One row per sheet of an edition: a gzip of CSV, key of the row x column, raw values, UTF-8.
create table ops.edition_sheet (
  edition_id bigint not null references ops.edition,
  position int not null,
  sheet text not null,
  body bytea not null,
  primary key (edition_id, position)
);
