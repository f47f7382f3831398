-- mart: usage_documents
-- grain: one row per load, volet, département and code of a type of document that has a line
-- keys: period_start, load_id, volet, departement, code_document
-- measures: structures, documents_deposes, alimentations, documents_consultes
-- structures: lines, one per structure or professional and code; adds up within a code, not over codes
-- alimentations: couples of a DMP and a structure that fed it with this type; additive, unlike the DMP fed
-- parameters: load, period
with lines as (
  select volet, departement, code_document, documents_deposes, documents_consultes,
    -- Distinct for the structure alone, a couple once several are put together.
    dmp_alimentes_distinct as alimentations
  from dwh.${fact}
  where period_start = :period and load_id = :load
)
select :period::date as period_start, :load::bigint as load_id, volet, departement, code_document,
  count(*) as structures, sum(documents_deposes) as documents_deposes, sum(alimentations) as alimentations,
  sum(documents_consultes) as documents_consultes
from lines
group by volet, departement, code_document
