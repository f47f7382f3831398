-- grain: one row per establishment of the region and alert
-- parameters: period, first, loads, departements, ferie
-- used by: jobs/reports/weekly-es-focus.yaml
with
-- include: sql/report/part/es-lines.sql
,
-- include: sql/report/part/es-structures.sql
, constats as (
  select finess_et, etat as alerte, semaines_a_zero as n, 'dernier document : semaine ' || to_char(derniere_activite, 'IYYY-"S"IW') as constat
  from es_structures where etat = 'a-l-arret' and derniere_activite is not null
  union all
  select finess_et, etat, semaines_a_zero, 'aucun document depuis le début des semaines lues, ' || documents_cumul || ' avant'
  from es_structures where etat = 'a-l-arret' and derniere_activite is null
  union all
  select finess_et, etat, 0, documents || ' documents pour une médiane de ' || replace(round(mediane::numeric, 1)::text, '.', ',') || ' sur les 4 semaines précédentes'
  from es_structures where etat = 'en-baisse'
  union all
  select finess_et, 'cree-sans-alimenter', 0, crees_recents || ' DMP créés et aucun alimenté en ' || :seuil_sans_alimentation_semaines::int || ' semaines'
  from es_structures
  where etat <> 'non-transmis' and crees_recents > 0 and alimentations_recentes = 0 and semaines_recentes >= :seuil_sans_alimentation_semaines
  union all
  select finess_et, 'compatible-jamais-demarre', 0, 'déclaré compatible, éditeur ' || editeur
  from es_structures where etat = 'jamais-demarre' and dmp_compatible = 'OUI'
  union all
  select finess_et, etat, 0, 'dernière ligne reçue : semaine ' || to_char(derniere_ligne, 'IYYY-"S"IW')
  from es_structures where etat = 'non-transmis'
), lines as (
  select c.alerte || ' ' || l.finess_et as key, l.*
  from es_lines l
  join constats c using (finess_et)
), chiffres as (
  select key, max(documents) filter (where period_start = :period) as documents,
    max(documents_cumul) filter (where period_start = :period) as documents_cumul
  from lines
  group by key
), alertes as (
  select c.alerte || ' ' || c.finess_et as key,
    'A' || to_char(row_number() over (
      order by array_position(array['a-l-arret', 'en-baisse', 'cree-sans-alimenter', 'non-transmis', 'compatible-jamais-demarre'], c.alerte),
        s.documents_cumul desc, c.finess_et collate "C"), 'FM0000') as reference,
    replace(libelle, '<n>', c.n::text) as alerte, c.finess_et, s.raison_sociale, s.departement, c.constat, a_faire
  from constats c
  join es_structures s using (finess_et)
  join es_etats on es_etats.etat = c.alerte
)
select * from alertes join chiffres using (key) order by reference collate "C"
