-- code: finess-category-unknown
-- severity: info
-- grain: one row per category of structures that the nomenclature does not have
-- says: the nomenclature has no category "{categorie}" ({found} structures); reports show its code
-- dit: Catégorie « {categorie} » absente de la nomenclature ({found} structures) : les rapports montrent son code
-- do: add it to jobs/nomenclatures/categories-finess.csv if a report needs it
select min(f.line_no) as line_no, f.categorie, count(*) as found
from dwh.${fact} f
where f.period_start = :period and f.load_id = :load
  and not exists (select from dwh.categorie_finess c where c.code = f.categorie)
group by f.categorie
order by f.categorie
