package fr.dmp.pilotage.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A clean week of private practitioners at any size, the same bytes from the same number of rows. Visibly fictitious. */
public final class PslWeek {

    public static final String HEADER = "semaine;rpps;adeli;nom;prenom;profession;specialite;mode_exercice;commune;"
            + "departement;lieu_exercice;logiciel;editeur_logiciel;dmp_crees;dmp_crees_cumul;dmp_alimentes;"
            + "dmp_alimentes_cumul;documents;documents_cumul;consultations;consultations_cumul";

    private static final String[] PROFESSIONS = {"MEDECIN", "PHARMACIEN", "INFIRMIER", "SAGE_FEMME", "BIOLOGISTE"};

    private PslWeek() {}

    public static Path write(Path folder, String week, int rows) throws IOException {
        Path file = folder.resolve("activite_psl_" + week + ".csv");
        Random random = new Random(38);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(HEADER + "\n");
            for (int i = 0; i < rows; i++) {
                out.write(row(week, i, random));
            }
        }
        return file;
    }

    private static String row(String week, int i, Random random) {
        int created = random.nextInt(5);
        int fed = random.nextInt(8);
        int documents = fed + random.nextInt(10);
        String departement = String.format("%02d", 20 + i % 70 + (i % 70 == 0 ? 1 : 0));
        return week + ";" + rpps(i) + ";;FICTIF" + i % 1000 + ";EXEMPLE;" + PROFESSIONS[i % PROFESSIONS.length]
                + ";;LIBERAL;;" + departement + ";" + (1 + i % 3) + ";LOGICIEL " + i % 7 + ";EDITEUR " + i % 5 + ";"
                + created + ";" + (created + 40) + ";" + fed + ";" + (fed + 30) + ";" + documents + ";"
                + (documents + 90) + ";" + random.nextInt(4) + ";" + (20 + random.nextInt(9)) + "\n";
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
