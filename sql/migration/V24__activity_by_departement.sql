-- Workbooks of a region read 26 weeks of it, not of the country.
create index on mart.activity_weekly (load_id, departement);
