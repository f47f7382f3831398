-- es_groups: what the establishments of each key did, for sheets whose lines are keyed by what groups them. Needs lines.
es_groups as (
  select key,
    count(*) filter (where period_start = :period) as connus,
    count(*) filter (where period_start = :period and dmp_compatible = 'OUI') as compatibles,
    count(*) filter (where period_start = :period and demarre) as demarres,
    count(*) filter (where period_start = :period and actif) as actifs,
    sum(dmp_crees) filter (where period_start = :period) as crees,
    sum(dmp_crees_cumul) filter (where period_start = :period) as crees_cumul,
    sum(alimentations) filter (where period_start = :period) as alimentations,
    sum(alimentations_cumul) filter (where period_start = :period) as alimentations_cumul,
    sum(documents) filter (where period_start = :period) as documents,
    sum(documents_cumul) filter (where period_start = :period) as documents_cumul,
    sum(documents) filter (where period_start = :period - 7) as documents_precedents
  from lines
  group by key
)
