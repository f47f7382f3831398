package fr.dmp.pilotage.warehouse;

import fr.dmp.pilotage.catalog.Catalog;
import fr.dmp.pilotage.catalog.CodeLists;
import fr.dmp.pilotage.catalog.Geography;
import java.util.List;
import java.util.Objects;
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
        documentTypes();
        channels();
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
        List<CodeLists.Category> all = catalog.codeLists().categories();
        jdbc.sql("""
                        insert into dwh.categorie_finess as c (code, label, champ, agregat, domaine, fermee)
                        select code, label, champ, agregat, domaine, nullif(fermee, '')::date
                        from unnest(:codes, :labels, :champs, :groups, :domains, :closed)
                          as declared (code, label, champ, agregat, domaine, fermee)
                        on conflict (code) do update set label = excluded.label, champ = excluded.champ,
                          agregat = excluded.agregat, domaine = excluded.domaine, fermee = excluded.fermee
                        where (c.label, c.champ, c.agregat, c.domaine, c.fermee)
                          is distinct from (excluded.label, excluded.champ, excluded.agregat, excluded.domaine, excluded.fermee)
                        """)
                .param("codes", texts(all, CodeLists.Category::code))
                .param("labels", texts(all, CodeLists.Category::label))
                .param("champs", texts(all, CodeLists.Category::champ))
                .param("groups", texts(all, CodeLists.Category::group))
                .param("domains", texts(all, CodeLists.Category::domain))
                .param("closed", texts(all, each -> Objects.toString(each.closed(), "")))
                .update();
    }

    private void documentTypes() {
        List<CodeLists.DocumentType> all = catalog.codeLists().documentTypes();
        jdbc.sql("""
                        insert into dwh.type_document as t (code, systeme, label, regroupement, ferme, successeur)
                        select code, systeme, label, regroupement, nullif(ferme, '')::date, nullif(successeur, '')
                        from unnest(:codes, :systems, :labels, :groups, :closed, :successors)
                          as declared (code, systeme, label, regroupement, ferme, successeur)
                        on conflict (code) do update set systeme = excluded.systeme, label = excluded.label,
                          regroupement = excluded.regroupement, ferme = excluded.ferme, successeur = excluded.successeur
                        where (t.systeme, t.label, t.regroupement, t.ferme, t.successeur) is distinct from
                          (excluded.systeme, excluded.label, excluded.regroupement, excluded.ferme, excluded.successeur)
                        """)
                .param("codes", texts(all, CodeLists.DocumentType::code))
                .param("systems", texts(all, CodeLists.DocumentType::system))
                .param("labels", texts(all, CodeLists.DocumentType::label))
                .param("groups", texts(all, CodeLists.DocumentType::group))
                .param("closed", texts(all, each -> Objects.toString(each.closed(), "")))
                .param("successors", texts(all, each -> Objects.toString(each.successor(), "")))
                .update();
    }

    private void channels() {
        List<CodeLists.Channel> all = catalog.codeLists().channels();
        jdbc.sql("""
                        insert into dwh.canal as c (code, label, volet)
                        select * from unnest(:codes, :labels, :volets)
                        on conflict (code) do update set label = excluded.label, volet = excluded.volet
                        where (c.label, c.volet) <> (excluded.label, excluded.volet)
                        """)
                .param("codes", texts(all, CodeLists.Channel::code))
                .param("labels", texts(all, CodeLists.Channel::label))
                .param("volets", texts(all, CodeLists.Channel::volet))
                .update();
    }

    private static <T> String[] texts(List<T> all, Function<T, String> text) {
        return all.stream().map(text).toArray(String[]::new);
    }
}
