package fr.dmp.pilotage;

/** A small week of fictitious establishments; every check digit is right. */
public final class EsWeek {

    public static final String NAME = "activite_es_2012-S38.csv";

    public static final String HEADER =
            "semaine;finess_et;finess_ej;raison_sociale;categorie;statut;departement;dmp_compatible;"
                    + "editeur_dpi;date_demarrage;dmp_crees;dmp_crees_cumul;dmp_alimentes;dmp_alimentes_cumul;documents;"
                    + "documents_cumul;consultations;consultations_cumul";

    private EsWeek() {}

    public static String row(String finess) {
        return "2012-S38;" + finess + ";;ÉTABLISSEMENT FICTIF;355;PUBLIC;60;OUI;EDITEUR FICTIF;01/03/2012;"
                + "3;30;2;20;5;50;1;10";
    }

    /** A file of these rows. */
    static String file(String... rows) {
        return HEADER + "\n" + String.join("\n", rows) + "\n";
    }

    /** A good file of so many establishments. */
    public static String good(int establishments) {
        String[] rows = new String[establishments];
        for (int i = 0; i < establishments; i++) {
            rows[i] = row(finess(i));
        }
        return file(rows);
    }

    /** A FINESS number of Oise with Luhn's key. */
    static String finess(int number) {
        return finess("60", number);
    }

    /** A FINESS number of a département of two digits, with Luhn's key. */
    public static String finess(String departement, int number) {
        String digits = departement + String.format("%06d", number);
        int sum = 0;
        for (int i = 0; i < 8; i++) {
            int digit = digits.charAt(i) - '0';
            int value = i % 2 == 1 ? digit * 2 : digit;
            sum += value > 9 ? value - 9 : value;
        }
        return digits + (10 - sum % 10) % 10;
    }
}
