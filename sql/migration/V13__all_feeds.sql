-- The facts of all feeds of the contracts, the nomenclatures that they need, and what it means that a structure has no line.

-- What a month is told of: the three volets have files of their own, and professionals a table of their own.
create table dwh.psl_monthly (
  period_start date not null, line_no int not null, load_id bigint not null, file_id bigint not null,
  volet text not null, type_identifiant text not null, identifiant text not null, type_structure text, profession text,
  departement text not null,
  dmp_crees int not null, dmp_crees_cumul int not null,
  dmp_alimentes_distinct int not null, dmp_alimentes_cumul_distinct int not null,
  documents int not null, documents_cumul int not null, consultations int not null, consultations_cumul int not null
) partition by range (period_start);
create index on dwh.psl_monthly using brin (period_start, load_id) with (pages_per_range = 32);
comment on table dwh.psl_monthly is
  'One row per load and professional (type_identifiant, identifiant), of a month. Nominative: rows go when their time is over.';

create table dwh.es_monthly (
  period_start date not null, line_no int not null, load_id bigint not null, file_id bigint not null,
  volet text not null, type_identifiant text not null, identifiant text not null, type_structure text, profession text,
  departement text not null,
  dmp_crees int not null, dmp_crees_cumul int not null,
  dmp_alimentes_distinct int not null, dmp_alimentes_cumul_distinct int not null,
  documents int not null, documents_cumul int not null, consultations int not null, consultations_cumul int not null
) partition by range (period_start);
create index on dwh.es_monthly using brin (period_start, load_id) with (pages_per_range = 32);
comment on table dwh.es_monthly is
  'One row per load and hospital or clinic (type_identifiant, identifiant), of a month; attributes as sent for that month.';

create table dwh.autres_monthly (
  period_start date not null, line_no int not null, load_id bigint not null, file_id bigint not null,
  volet text not null, type_identifiant text not null, identifiant text not null, type_structure text, profession text,
  departement text not null,
  dmp_crees int not null, dmp_crees_cumul int not null,
  dmp_alimentes_distinct int not null, dmp_alimentes_cumul_distinct int not null,
  documents int not null, documents_cumul int not null, consultations int not null, consultations_cumul int not null
) partition by range (period_start);
create index on dwh.autres_monthly using brin (period_start, load_id) with (pages_per_range = 32);
comment on table dwh.autres_monthly is
  'One row per load and other structure (type_identifiant, identifiant), of a month; attributes as sent for that month.';

create table dwh.canal_weekly (
  period_start date not null, line_no int not null, load_id bigint not null, file_id bigint not null,
  departement text not null, caisse text not null, canal text not null, dmp_crees int not null, dmp_crees_cumul int not null
) partition by range (period_start);
create index on dwh.canal_weekly using brin (period_start, load_id) with (pages_per_range = 32);
comment on table dwh.canal_weekly is 'One row per load, département, caisse and channel, of a week: DMP created by that channel.';

create table dwh.canal_monthly (
  period_start date not null, line_no int not null, load_id bigint not null, file_id bigint not null,
  departement text not null, caisse text not null, canal text not null, dmp_crees int not null, dmp_crees_cumul int not null
) partition by range (period_start);
create index on dwh.canal_monthly using brin (period_start, load_id) with (pages_per_range = 32);
comment on table dwh.canal_monthly is 'One row per load, département, caisse and channel, of a month: DMP created by that channel.';

create table dwh.usage_documents (
  period_start date not null, line_no int not null, load_id bigint not null, file_id bigint not null,
  volet text not null, type_identifiant text not null, identifiant text not null, departement text not null,
  code_document text not null, documents_deposes int not null, dmp_alimentes_distinct int not null,
  documents_consultes int not null
) partition by range (period_start);
create index on dwh.usage_documents using brin (period_start, load_id) with (pages_per_range = 32);
comment on table dwh.usage_documents is
  'One row per load, structure or professional, and type of document, of a month. Nominative: rows go when their time is over.';
comment on column dwh.usage_documents.code_document is
  'as sent; dwh.type_document says what it means, and a code that it does not have is a "type non répertorié"';

create table dwh.usage_acces (
  period_start date not null, line_no int not null, load_id bigint not null, file_id bigint not null,
  volet text not null, type_identifiant text not null, identifiant text not null, departement text not null,
  profession text, mode_acces text not null, dmp_consultes_distinct int not null, connexions int not null
) partition by range (period_start);
create index on dwh.usage_acces using brin (period_start, load_id) with (pages_per_range = 32);
comment on table dwh.usage_acces is
  'One row per load, structure or professional, profession and mode of access, of a month. Nominative: rows go when their time is over.';

create table dwh.equipement (
  period_start date not null, line_no int not null, load_id bigint not null, file_id bigint not null,
  departement text not null, profession text not null, mode_exercice text not null default '*',
  ps_equipes int not null, ps_total int not null
) partition by range (period_start);
create index on dwh.equipement using brin (period_start, load_id) with (pages_per_range = 32);
comment on table dwh.equipement is
  'One row per load, département, profession and mode of practice (''*'' is all of them), of a month: professionals who can reach the DMP.';

create table dwh.es_denominateurs (
  period_start date not null, line_no int not null, load_id bigint not null, file_id bigint not null,
  finess_et text not null, sejours int not null, sejours_dmp_existant int, sejours_dmp_alimentes int,
  passages_urgences int, consultations_externes int, examens int
) partition by range (period_start);
create index on dwh.es_denominateurs using brin (period_start, load_id) with (pages_per_range = 32);
comment on table dwh.es_denominateurs is 'One row per load and hospital or clinic (finess_et), of a month: the activity that it declares itself.';

-- Reference data: each load is a snapshot of its day, in force until the next one's; a new one changes no other.
create table dwh.finess (
  period_start date not null, line_no int not null, load_id bigint not null, file_id bigint not null,
  finess_et text not null, finess_ej text not null, raison_sociale text not null, raison_sociale_longue text,
  commune text not null, departement text not null, acheminement text, categorie text not null, siret text, ape text,
  tarif text, sph text, ouverture date, maj date,
  code_commune text generated always as (
    case when departement ~ '^9[78].' then left(departement, 2) else departement end || commune) stored
) partition by range (period_start);
create index on dwh.finess using brin (period_start, load_id) with (pages_per_range = 32);
comment on table dwh.finess is 'One row per load and site (finess_et), of a snapshot: the public FINESS extract cs1100502.';
comment on column dwh.finess.commune is 'three digits within the département, as published';
comment on column dwh.finess.code_commune is
  'INSEE code: département and commune, of which overseas only the first two digits of the département are part';

create table dwh.rpps (
  period_start date not null, line_no int not null, load_id bigint not null, file_id bigint not null,
  type_identifiant text not null, identifiant text not null, profession text not null, profession_libelle text,
  categorie text, type_savoir_faire text, savoir_faire text, savoir_faire_libelle text, mode_exercice text, siret text, finess_et text, structure text, commune text,
  departement text, secteur text, section text, role text, genre text
) partition by range (period_start);
create index on dwh.rpps using brin (period_start, load_id) with (pages_per_range = 32);
comment on table dwh.rpps is
  'One row per load, professional, practice and skill, of a snapshot of the public RPPS extract; without names. Nominative: rows go when their time is over.';

create table dwh.ght (
  period_start date not null, line_no int not null, load_id bigint not null, file_id bigint not null,
  region text not null, ght text not null, code_ght text not null, finess text not null, categorie text,
  raison_sociale text not null, commune text, code_postal text, support text
) partition by range (period_start);
create index on dwh.ght using brin (period_start, load_id) with (pages_per_range = 32);
comment on table dwh.ght is 'One row per load and hospital of a groupement hospitalier de territoire, of a snapshot.';
comment on column dwh.ght.region is 'as published: the list has zones that are no region of INSEE';
comment on column dwh.ght.support is 'OUI for the hospital that supports its group; null if the list does not say';

create table dwh.population (
  period_start date not null, line_no int not null, load_id bigint not null, file_id bigint not null,
  maille text not null, code text not null, annee int not null, assures int not null
) partition by range (period_start);
create index on dwh.population using brin (period_start, load_id) with (pages_per_range = 32);
comment on table dwh.population is
  'One row per load, département or caisse, and year, of a snapshot: insured people. The two meshes cover the same people.';

create table dwh.dmp_compatibilite (
  period_start date not null, line_no int not null, load_id bigint not null, file_id bigint not null,
  finess_et text not null, statut text not null, editeur text, version text, date_statut date, alimentation_auto text,
  rattachement_es text, medecins_liberaux text, cible text
) partition by range (period_start);
create index on dwh.dmp_compatibilite using brin (period_start, load_id) with (pages_per_range = 32);
comment on table dwh.dmp_compatibilite is
  'One row per load and hospital or EHPAD (finess_et), of a snapshot: whether its software can feed the DMP.';
comment on column dwh.dmp_compatibilite.rattachement_es is 'whether an EHPAD belongs to a hospital';
comment on column dwh.dmp_compatibilite.medecins_liberaux is 'whether physicians in private practice feed the DMP of the residents';
comment on column dwh.dmp_compatibilite.cible is 'whether it is one of the target structures of its département';

create table dwh.programme (
  period_start date not null, line_no int not null, load_id bigint not null, file_id bigint not null,
  maille text not null, code text not null, programme text not null, debut date not null, fin date
) partition by range (period_start);
create index on dwh.programme using brin (period_start, load_id) with (pages_per_range = 32);
comment on table dwh.programme is
  'One row per load and membership of a programme, of a snapshot; where one is in force it takes the place of jobs/nomenclatures/programmes.csv.';
comment on column dwh.programme.fin is 'last day of the membership; null if it is open';

create table dwh.cibles (
  period_start date not null, line_no int not null, load_id bigint not null, file_id bigint not null,
  indicateur text not null, maille text not null, code text not null default '*', debut date not null, fin date,
  valeur numeric not null, source text
) partition by range (period_start);
create index on dwh.cibles using brin (period_start, load_id) with (pages_per_range = 32);
comment on table dwh.cibles is 'One row per load and target, of a snapshot: what an indicator is to reach in a place, and from when to when.';
comment on column dwh.cibles.code is 'of the place; ''*'' for every place of the mesh';
comment on column dwh.cibles.fin is 'last day on which the target is aimed at; null if it is open';

-- Nomenclatures. Rows that nothing declares any more stay, as facts may name them.
alter table dwh.categorie_es rename to categorie_finess;
alter table dwh.categorie_finess add column agregat text not null default '', add column domaine text not null default '',
  add column fermee date;
comment on table dwh.categorie_finess is
  'One row per category of structures of health and care, as declared in jobs/nomenclatures/categories-finess.csv.';
comment on column dwh.categorie_finess.champ is 'MCO, SSR, PSY, HAD, SLD or Dialyse for establishments of health, else what the structure is';
comment on column dwh.categorie_finess.fermee is 'last day on which structures could be given the category; null if they still can';

create table dwh.type_document (
  code text primary key,
  systeme text not null,
  label text not null,
  regroupement text not null,
  ferme date,
  successeur text
);
comment on table dwh.type_document is 'One row per type of document, as declared in jobs/nomenclatures/types-documents.csv.';
comment on column dwh.type_document.ferme is 'last day on which the code was in use; null if it still is';
comment on column dwh.type_document.successeur is
  'the code that took its place, told from the labels as no table was published; null if it is in use';

create table dwh.canal (
  code text primary key,
  label text not null,
  volet text not null check (volet in ('PSL', 'ES', 'AUTRES', 'PATIENTS'))
);
comment on table dwh.canal is
  'One row per channel of creation, as declared in jobs/nomenclatures/canaux.csv; each creation belongs to one volet.';

-- Of the file that a load is made of, as its feed declared it when it was loaded: a declaration changed later changes
-- nothing that was said before.
alter table ops.load add column absent_means text not null default 'missing' check (absent_means in ('missing', 'zero'));
comment on column ops.load.absent_means is
  'what it means that a structure known before has no line: its activity is unknown, or it did nothing';
