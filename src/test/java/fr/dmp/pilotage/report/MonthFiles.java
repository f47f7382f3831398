package fr.dmp.pilotage.report;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.bench.PslWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Small monthly files of fictitious structures in Oise, of which each line says just what a test is about. */
final class MonthFiles {

    static final String PSL = "activite_psl_";
    static final String ES = "activite_es_";
    static final String STAYS = "denominateurs_es_";
    static final String CHANNELS = "creations_canal_";
    static final String EQUIPMENT = "equipement_";
    static final String DOCUMENTS = "usage_documents_";

    private static final String ACTIVITY =
            "mois;volet;type_identifiant;identifiant;type_structure;profession;departement;dmp_crees;dmp_crees_cumul;"
                    + "dmp_alimentes;dmp_alimentes_cumul;documents;documents_cumul;consultations;consultations_cumul\n";

    private MonthFiles() {}

    static String finess(int number) {
        return EsWeek.finess("60", number);
    }

    /** A month of one establishment. */
    static String es(String month, String finess, int documents) {
        return ACTIVITY + month + ";ES;FINESS;" + finess + ";355;;60;3;30;" + Math.min(documents, 2) + ";20;"
                + documents + ";50;1;10\n";
    }

    /** A month of so many physicians, of whom some have consulted; all have put in a document. */
    static String psl(String month, int physicians, int consulting) {
        StringBuilder text = new StringBuilder(ACTIVITY);
        for (int i = 0; i < physicians; i++) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s;PSL;RPPS;%s;;MEDECIN;60;1;10;1;10;2;20;%d;%d%n",
                    month,
                    PslWeek.rpps(i),
                    i < consulting ? 3 : 0,
                    i < consulting ? 30 : 0));
        }
        return text.toString();
    }

    /** What an establishment declares; a cell may be empty. */
    static String stays(String month, String finess, String stays, String withDmp, String fed) {
        return "mois;finess_et;sejours;sejours_dmp_existant;sejours_dmp_alimentes\n"
                + String.join(";", month, finess, stays, withDmp, fed) + "\n";
    }

    /** DMP created by some caisses since the beginning, one in the month. */
    static String channels(String month, List<String> caisses, int... created) {
        List<String> lines = new ArrayList<>(List.of("periode;departement;caisse;canal;dmp_crees;dmp_crees_cumul"));
        for (int i = 0; i < created.length; i++) {
            lines.add(month + ";60;" + caisses.get(i) + ";INTERNET_PATIENT;1;" + created[i]);
        }
        return String.join("\n", lines) + "\n";
    }

    /** A hundred insured people in each of some caisses, and as many as these in Oise. */
    static String population(List<String> caisses, int insured) {
        List<String> lines = new ArrayList<>(List.of("maille;code;annee;assures"));
        caisses.forEach(each -> lines.add("CAISSE;" + each + ";2017;" + insured));
        lines.add("DEPARTEMENT;60;2017;" + insured * caisses.size());
        return String.join("\n", lines) + "\n";
    }
}
