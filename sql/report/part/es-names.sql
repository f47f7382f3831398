-- es_names: establishments as they were sent in the last week of the month, else as the public list knows them.
es_names as (
  select distinct on (finess_et) finess_et, raison_sociale, categorie, statut, editeur
  from (
    select 1 as choix, period_start, finess_et, raison_sociale, categorie, statut,
      coalesce(editeur_dpi, 'non renseigné') as editeur
    from dwh.es_weekly
    where period_start between :period - 6 and :last_day and load_id = any(:loads)
    union all
    select 2, period_start, finess_et, raison_sociale, categorie, '', ''
    from dwh.finess
    where period_start <= :last_day and load_id = any(:loads)
  ) as named
  order by finess_et, choix, period_start desc
)
