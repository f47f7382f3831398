package fr.dmp.pilotage;

import java.util.List;

/** The feeds that come with the software, in their order: messages name them all. */
public final class PackagedFeeds {

    public static final List<String> IDS = List.of(
            "autres-monthly",
            "autres-weekly",
            "canal-monthly",
            "canal-weekly",
            "cibles",
            "distincts-monthly",
            "distincts-weekly",
            "dmp-compatibilite",
            "equipement",
            "es-denominateurs",
            "es-monthly",
            "es-weekly",
            "finess",
            "ght",
            "incidents",
            "population",
            "programme",
            "psl-monthly",
            "psl-weekly",
            "rpps",
            "synthese-weekly",
            "usage-acces",
            "usage-documents");

    /** As a message lists them. */
    public static final String NAMES = String.join(", ", IDS);

    /** The shapes of their files, as a message lists them. */
    public static final String PATTERNS = String.join(
            ", ",
            "activite_autres_<mois>*",
            "activite_autres_<semaine>*",
            "creations_canal_<mois>*",
            "creations_canal_<semaine>*",
            "cibles_<AAAA-MM-JJ>*",
            "distincts_<mois>*",
            "distincts_<semaine>*",
            "dmp_compatibilite_<AAAA-MM-JJ>*",
            "equipement_<mois>*",
            "denominateurs_es_<mois>*",
            "activite_es_<mois>*",
            "activite_es_<semaine>*",
            "etalab-cs1100502-stock-<AAAAMMJJ>-*",
            "ght_<AAAA-MM-JJ>*",
            "incidents_<AAAA-MM-JJ>*",
            "population_<AAAA-MM-JJ>*",
            "programme_<AAAA-MM-JJ>*",
            "activite_psl_<mois>*",
            "activite_psl_<semaine>*",
            "PS_LibreAcces_Personne_activite_<AAAAMMJJHHMM>*",
            "synthese_regions_<AAAA-MM-JJ>*",
            "usage_acces_<mois>*",
            "usage_documents_<mois>*");

    private PackagedFeeds() {}
}
