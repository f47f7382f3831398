package fr.dmp.pilotage.warehouse;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.Geography;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the declared nomenclatures where statements can join them. The declarations are the truth, the tables a copy. */
final class Nomenclatures {

    private final JdbcClient jdbc;
    private final Catalog catalog;

    Nomenclatures(JdbcClient jdbc, Catalog catalog) {
        this.jdbc = jdbc;
        this.catalog = catalog;
    }

    /** Brings the tables up to date; rows that nothing declares any more stay, as facts may name them. */
    void refresh() {
        regions();
        departements();
        categories();
    }

    private void regions() {
        List<Geography.Region> regions = catalog.geography().regions();
        jdbc.sql("""
                        insert into dwh.region as r (code, vintage, label)
                        select * from unnest(:codes, :vintages, :labels)
                        on conflict (code, vintage) do update set label = excluded.label
                        where r.label <> excluded.label
                        """)
                .param("codes", texts(regions, Geography.Region::code))
                .param(
                        "vintages",
                        regions.stream().map(Geography.Region::vintage).toArray(Integer[]::new))
                .param("labels", texts(regions, Geography.Region::label))
                .update();
    }

    private void departements() {
        List<Geography.Departement> all = List.copyOf(catalog.geography().departementList());
        jdbc.sql("""
                        insert into dwh.departement as d (code, label, region_2012, region_2016)
                        select * from unnest(:codes, :labels, :regions2012, :regions2016)
                        on conflict (code) do update set label = excluded.label,
                          region_2012 = excluded.region_2012, region_2016 = excluded.region_2016
                        where (d.label, d.region_2012, d.region_2016)
                          is distinct from (excluded.label, excluded.region_2012, excluded.region_2016)
                        """)
                .param("codes", texts(all, Geography.Departement::code))
                .param("labels", texts(all, Geography.Departement::label))
                .param("regions2012", texts(all, each -> each.regions().getOrDefault(2012, "")))
                .param("regions2016", texts(all, each -> each.regions().getOrDefault(2016, "")))
                .update();
    }

    private void categories() {
        List<Catalog.Category> all = catalog.categories();
        jdbc.sql("""
                        insert into dwh.categorie_es as c (code, label, champ)
                        select * from unnest(:codes, :labels, :champs)
                        on conflict (code) do update set label = excluded.label, champ = excluded.champ
                        where (c.label, c.champ) <> (excluded.label, excluded.champ)
                        """)
                .param("codes", texts(all, Catalog.Category::code))
                .param("labels", texts(all, Catalog.Category::label))
                .param("champs", texts(all, Catalog.Category::champ))
                .update();
    }

    private static <T> String[] texts(List<T> all, Function<T, String> text) {
        return all.stream().map(text).toArray(String[]::new);
    }
}
