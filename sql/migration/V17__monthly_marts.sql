-- What the audit of a monthly load keeps of it: sums that name nobody, and stay when the nominative rows go.

create table mart.activity_monthly (
  period_start date not null,
  load_id bigint not null,
  volet text not null check (volet in ('PSL', 'ES', 'AUTRES')),
  departement text not null,
  groupe text not null,
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
comment on table mart.activity_monthly is
  'One row per load, volet, département and group (profession or type of structure) of a month: sums of its structures.';
create index on mart.activity_monthly (period_start, load_id);

create table mart.usage_documents (
  period_start date not null,
  load_id bigint not null,
  volet text not null check (volet in ('PSL', 'ES', 'AUTRES')),
  departement text not null,
  code_document text not null,
  structures bigint not null,
  documents_deposes bigint not null,
  alimentations bigint not null,
  documents_consultes bigint not null
);
comment on table mart.usage_documents is
  'One row per load, volet, département and code of a type of document, as sent, of a month: sums of its structures.';
create index on mart.usage_documents (period_start, load_id);

create table mart.usage_acces (
  period_start date not null,
  load_id bigint not null,
  volet text not null check (volet in ('PSL', 'ES', 'AUTRES')),
  departement text not null,
  profession text not null,
  mode_acces text not null,
  structures bigint not null,
  dossiers_consultes bigint not null,
  connexions bigint not null
);
comment on table mart.usage_acces is
  'One row per load, volet, département, profession (empty if not given) and mode of access, of a month: sums of its structures.';
create index on mart.usage_acces (period_start, load_id);
