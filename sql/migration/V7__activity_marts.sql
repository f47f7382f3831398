-- What the audit of a load keeps of it, so that later weeks are held against it without reading its lines again. Rows are
-- inserted at audit and never updated; they outlive the partitions of nominative facts, and name nobody.

-- Sums of a load; sql/mart/activity-*.sql say of what.
create table mart.activity_weekly (
  period_start date not null,
  load_id bigint not null,
  volet text not null check (volet in ('PSL', 'ES', 'AUTRES')),
  departement text not null,
  groupe text not null,
  editeur text not null,
  logiciel text not null,
  structures bigint not null,
  actives bigint not null,
  dmp_crees bigint not null,
  dmp_crees_cumul bigint not null,
  alimentations bigint not null,
  alimentations_cumul bigint not null,
  documents bigint not null,
  documents_cumul bigint not null,
  consultations bigint not null,
  consultations_cumul bigint not null
);
comment on table mart.activity_weekly is
  'One row per load, volet, département, group (profession, category or type), vendor and product: sums of its structures.';
create index on mart.activity_weekly (period_start, load_id);

-- Structures that a load does not tell of; sql/mart/structures-silent.sql says which.
create table mart.structure_silent (
  period_start date not null,
  load_id bigint not null,
  key_hash bigint not null,
  departement text not null,
  last_seen date not null
);
comment on table mart.structure_silent is
  'One row per load and structure that sent a line in the 13 weeks before and none in this load.';
create index on mart.structure_silent (period_start, load_id);
