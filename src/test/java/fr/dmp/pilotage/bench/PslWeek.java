package fr.dmp.pilotage.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A clean week of private practitioners at any size, the same bytes from the same number of rows. Visibly fictitious. */
public final class PslWeek {

    /** The columns that the contract requires, and the identifier: the 91 MB that the design's figures are about. */
    public static final String REQUIRED = "semaine;rpps;profession;departement;lieu_exercice;dmp_crees;dmp_crees_cumul;"
            + "dmp_alimentes;dmp_alimentes_cumul;documents;documents_cumul;consultations;consultations_cumul";

    /** All columns of the contract. */
    public static final String ALL = "semaine;rpps;adeli;nom;prenom;profession;specialite;mode_exercice;commune;"
            + "departement;lieu_exercice;logiciel;editeur_logiciel;dmp_crees;dmp_crees_cumul;dmp_alimentes;"
            + "dmp_alimentes_cumul;documents;documents_cumul;consultations;consultations_cumul";

    private static final String[] PROFESSIONS = {"MEDECIN", "PHARMACIEN", "INFIRMIER", "SAGE_FEMME", "BIOLOGISTE"};

    private PslWeek() {}

    public static Path write(Path folder, String week, int rows) throws IOException {
        return write(folder, week, rows, REQUIRED);
    }

    /** Writes a week with one of the two sets of columns above. */
    public static Path write(Path folder, String week, int rows, String header) throws IOException {
        Path file = folder.resolve("activite_psl_" + week + ".csv");
        Random random = new Random(38);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(header + "\n");
            for (int i = 0; i < rows; i++) {
                out.write(row(week, i, random, header.equals(ALL)));
            }
        }
        return file;
    }

    private static String row(String week, int i, Random random, boolean all) {
        int created = random.nextInt(5);
        int fed = random.nextInt(8);
        int documents = fed + random.nextInt(10);
        String departement = String.format("%02d", 21 + i % 70);
        String place = String.format("9%013d", i);
        String profession = PROFESSIONS[i % PROFESSIONS.length];
        String figures = created + ";" + (created + 40) + ";" + fed + ";" + (fed + 130) + ";" + documents + ";"
                + (documents + 1_290) + ";" + random.nextInt(4) + ";" + (220 + random.nextInt(9)) + "\n";
        if (!all) {
            return week + ";" + rpps(i) + ";" + profession + ";" + departement + ";" + place + ";" + figures;
        }
        return week + ";" + rpps(i) + ";;FICTIF" + i % 1000 + ";EXEMPLE;" + profession + ";;LIBERAL;;" + departement
                + ";" + place + ";LOGICIEL " + i % 7 + ";EDITEUR " + i % 5 + ";" + figures;
    }

    /** Eleven digits with Luhn's key, as RPPS numbers have. */
    public static String rpps(int number) {
        String digits = "9" + String.format("%09d", number);
        int sum = 0;
        for (int i = 0; i < 10; i++) {
            int digit = digits.charAt(i) - '0';
            int value = i % 2 == 1 ? digit * 2 : digit;
            sum += value > 9 ? value - 9 : value;
        }
        return digits + (10 - sum % 10) % 10;
    }
}
