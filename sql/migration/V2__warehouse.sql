-- Facts. Each row carries its period, its load and the line it came from; nobody sees it before its load is published,
-- and no correction deletes it. Distinct counts are named …_distinct and never summed.

-- One row per region and vintage, as declared in jobs/nomenclatures/regions.csv.
create table dwh.region (
  code text not null,
  vintage int not null,
  label text not null,
  primary key (code, vintage)
);

-- One row per professional, place of practice and week. Personal data of professionals: old partitions are dropped.
create table dwh.psl_weekly (
  period_start date not null, line_no int not null, load_id bigint not null, file_id bigint not null,
  rpps text, adeli text, nom text, prenom text, profession text not null, specialite text, mode_exercice text,
  commune text, departement text not null, lieu_exercice text not null, logiciel text, editeur_logiciel text,
  dmp_crees int not null, dmp_crees_cumul int not null,
  dmp_alimentes_distinct int not null, dmp_alimentes_cumul_distinct int not null,
  documents int not null, documents_cumul int not null, consultations int not null, consultations_cumul int not null
) partition by range (period_start);
create index on dwh.psl_weekly using brin (period_start, load_id) with (pages_per_range = 32);

-- One row per hospital or clinic (FINESS of the site) and week.
create table dwh.es_weekly (
  period_start date not null, line_no int not null, load_id bigint not null, file_id bigint not null,
  finess_et text not null, finess_ej text, raison_sociale text not null, categorie text not null, statut text not null,
  departement text not null, dmp_compatible text not null, editeur_dpi text, date_demarrage date,
  dmp_crees int not null, dmp_crees_cumul int not null,
  dmp_alimentes_distinct int not null, dmp_alimentes_cumul_distinct int not null,
  documents int not null, documents_cumul int not null, consultations int not null, consultations_cumul int not null
) partition by range (period_start);
create index on dwh.es_weekly using brin (period_start, load_id) with (pages_per_range = 32);

-- One row per other structure and week.
create table dwh.autres_weekly (
  period_start date not null, line_no int not null, load_id bigint not null, file_id bigint not null,
  type_structure text not null, type_identifiant text not null, identifiant text not null, raison_sociale text,
  departement text not null,
  dmp_crees int not null, dmp_crees_cumul int not null,
  dmp_alimentes_distinct int not null, dmp_alimentes_cumul_distinct int not null,
  documents int not null, documents_cumul int not null, consultations int not null, consultations_cumul int not null
) partition by range (period_start);
create index on dwh.autres_weekly using brin (period_start, load_id) with (pages_per_range = 32);

-- One row per region and published table; cumulated since the beginning.
create table dwh.synthese_weekly (
  period_start date not null, line_no int not null, load_id bigint not null, file_id bigint not null,
  region_code text not null, region_label text not null,
  crees_psl int not null, crees_es int not null, crees_autres int, crees_patients int, crees_total int not null,
  alimentes_psl_distinct int not null, alimentes_es_distinct int not null, alimentes_autres_distinct int,
  alimentes_total_distinct int not null
) partition by range (period_start);
create index on dwh.synthese_weekly using brin (period_start, load_id) with (pages_per_range = 32);

-- One row per measure of a total row: what the sender says the sum is. Never data.
create table dwh.control_total (
  period_start date not null,
  load_id bigint not null references ops.load,
  file_id bigint not null,
  line_no bigint not null,
  measure text not null,
  value bigint not null,
  primary key (load_id, measure, line_no)
);

create function dwh.ensure_partition(fact text, day date) returns void language plpgsql as $$
declare
  first_day date := date_trunc('year', day);
  partition text := format('%s_%s', fact, extract(year from day));
begin
  if to_regclass(format('dwh.%I', partition)) is not null then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('dwh.' || partition, 0));
  if to_regclass(format('dwh.%I', partition)) is null then
    execute format('create table dwh.%I partition of dwh.%I for values from (%L) to (%L)',
      partition, fact, first_day, first_day + interval '1 year');
  end if;
end
$$;
comment on function dwh.ensure_partition is 'Makes the yearly partition of a fact that will hold a day, if it is missing.';
