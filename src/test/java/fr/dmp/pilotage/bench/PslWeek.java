package fr.dmp.pilotage.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * A clean week of private practitioners of exactly so many rows, each with figures, the same bytes from the same number of
 * rows. For tests that count rows; weeks that look like real ones come from the generator.
 */
public final class PslWeek {

    /** The columns that the contract requires, and the identifier. */
    private static final String HEADER = "semaine;rpps;profession;departement;lieu_exercice;dmp_crees;dmp_crees_cumul;"
            + "dmp_alimentes;dmp_alimentes_cumul;documents;documents_cumul;consultations;consultations_cumul";

    private static final String[] PROFESSIONS = {"MEDECIN", "PHARMACIEN", "INFIRMIER", "SAGE_FEMME", "BIOLOGISTE"};

    private PslWeek() {}

    /** Writes a week of so many rows. */
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
        String departement = String.format("%02d", 21 + i % 70);
        String place = String.format("9%013d", i);
        String profession = PROFESSIONS[i % PROFESSIONS.length];
        return week + ";" + rpps(i) + ";" + profession + ";" + departement + ";" + place + ";" + created + ";"
                + (created + 40) + ";" + fed + ";" + (fed + 130) + ";" + documents + ";" + (documents + 1_290) + ";"
                + random.nextInt(4) + ";" + (220 + random.nextInt(9)) + "\n";
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
