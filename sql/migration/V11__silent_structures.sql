-- What is published counts since the beginning: what a structure had done by its last line goes on counting in it, however
-- long ago that was. Each load therefore keeps it for the structures that have gone, step by step from the load before, so
-- that nobody looks for last lines in years of weeks.
alter table mart.structure_silent alter column key_hash drop not null;
alter table mart.structure_silent
  add column structures bigint not null default 1,
  add column dmp_crees_cumul bigint,
  add column alimentations_cumul bigint,
  add column documents_cumul bigint,
  add column consultations_cumul bigint;
comment on table mart.structure_silent is
  'One row per load and structure that sent none in this load, but one in the 13 weeks before, or one at any time that counts since the beginning; one per département of those that must not be told apart any more.';
comment on column mart.structure_silent.key_hash is
  'hash of the key of its lines; null once the time that nominative data is kept is over: then those of a département are one row';
comment on column mart.structure_silent.structures is 'how many structures the row stands for';
comment on column mart.structure_silent.dmp_crees_cumul is
  'at the last line, as the other figures; null in rows that are older than these columns: unknown';
comment on column mart.structure_silent.alimentations_cumul is 'couples of a DMP and a structure that fed it';
