-- What a monthly report asks: who consulted, who used a mode of access, and a region's share of a country's month.

alter table mart.activity_monthly add column consultantes bigint;
comment on column mart.activity_monthly.consultantes is
  'structures with consultations in the month; null of a load audited before it was counted, whose lines were gone';

alter table mart.usage_acces add column actives bigint;
comment on column mart.usage_acces.actives is
  'lines with connections in the month; null of a load audited before it was counted, whose lines were gone';

-- Loads audited before: counted from their lines, as long as these are there.
update mart.activity_monthly m set consultantes = c.consultantes
from (
  select load_id, period_start, volet, departement, coalesce(profession, type_structure, '') as groupe,
    count(*) filter (where consultations > 0) as consultantes
  from (
    select load_id, period_start, volet, departement, profession, type_structure, consultations from dwh.psl_monthly
    union all
    select load_id, period_start, volet, departement, profession, type_structure, consultations from dwh.es_monthly
    union all
    select load_id, period_start, volet, departement, profession, type_structure, consultations from dwh.autres_monthly
  ) as sent
  group by 1, 2, 3, 4, 5
) as c
where (c.load_id, c.period_start, c.volet, c.departement, c.groupe)
  = (m.load_id, m.period_start, m.volet, m.departement, m.groupe);

update mart.usage_acces m set actives = c.actives
from (
  select load_id, period_start, volet, departement, coalesce(profession, '') as profession, mode_acces,
    count(*) filter (where connexions > 0) as actives
  from dwh.usage_acces
  group by 1, 2, 3, 4, 5, 6
) as c
where (c.load_id, c.period_start, c.volet, c.departement, c.profession, c.mode_acces)
  = (m.load_id, m.period_start, m.volet, m.departement, m.profession, m.mode_acces);

-- Workbooks of a region read thirteen months of it, not of the country.
create index on mart.activity_monthly (load_id, departement);
create index on mart.usage_documents (load_id, departement);
create index on mart.usage_acces (load_id, departement);
