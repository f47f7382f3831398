package fr.dmp.pilotage.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A public extract of the RPPS as it is published, with fictitious professionals: 56 columns between vertical bars, the
 * marks of quotation in names not doubled, about 370 bytes a line. The same bytes from the same number of rows.
 */
public final class RppsExtract {

    private static final List<String> COLUMNS = List.of(
            "Type d'identifiant PP",
            "Identifiant PP",
            "Identification nationale PP",
            "Code civilité d'exercice",
            "Libellé civilité d'exercice",
            "Code civilité",
            "Libellé civilité",
            "Nom d'exercice",
            "Prénom d'exercice",
            "Code profession",
            "Libellé profession",
            "Code catégorie professionnelle",
            "Libellé catégorie professionnelle",
            "Code type savoir-faire",
            "Libellé type savoir-faire",
            "Code savoir-faire",
            "Libellé savoir-faire",
            "Code mode exercice",
            "Libellé mode exercice",
            "Numéro SIRET site",
            "Numéro SIREN site",
            "Numéro FINESS site",
            "Numéro FINESS établissement juridique",
            "Identifiant technique de la structure",
            "Raison sociale site",
            "Enseigne commerciale site",
            "Complément destinataire (coord. structure)",
            "Complément point géographique (coord. structure)",
            "Numéro Voie (coord. structure)",
            "Indice répétition voie (coord. structure)",
            "Code type de voie (coord. structure)",
            "Libellé type de voie (coord. structure)",
            "Libellé Voie (coord. structure)",
            "Mention distribution (coord. structure)",
            "Bureau cedex (coord. structure)",
            "Code postal (coord. structure)",
            "Code commune (coord. structure)",
            "Libellé commune (coord. structure)",
            "Code pays (coord. structure)",
            "Libellé pays (coord. structure)",
            "Téléphone (coord. structure)",
            "Téléphone 2 (coord. structure)",
            "Télécopie (coord. structure)",
            "Adresse e-mail (coord. structure)",
            "Code Département (structure)",
            "Libellé Département (structure)",
            "Ancien identifiant de la structure",
            "Autorité d'enregistrement",
            "Code secteur d'activité",
            "Libellé secteur d'activité",
            "Code section tableau pharmaciens",
            "Libellé section tableau pharmaciens",
            "Code rôle",
            "Libellé rôle",
            "Code genre activité",
            "Libellé genre activité");

    private RppsExtract() {}

    /** Writes an extract of so many rows, drawn on a day such as 202605120812. */
    public static Path write(Path folder, String drawn, int rows) throws IOException {
        Path file = folder.resolve("PS_LibreAcces_Personne_activite_" + drawn + ".txt");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(String.join("|", COLUMNS) + "|\n");
            for (int i = 0; i < rows; i++) {
                out.write(row(i));
            }
        }
        return file;
    }

    /** One practice in seven is in a hospital; each thousandth professional is known by an ADELI number alone. */
    private static String row(int i) {
        boolean adeli = i % 1_000 == 999;
        String number = adeli ? String.format("%02d9%06d", 1 + i % 90, i / 1_000) : PslWeek.rpps(i);
        String departement = String.format("%02d", 21 + i % 70);
        boolean hospital = i % 7 == 0;
        String structure = (hospital ? "F" : "C") + String.format("%014d", i);
        return String.join(
                "|",
                adeli ? "0" : "8",
                number,
                (adeli ? "0" : "8") + number,
                "DR|Docteur|M|Monsieur",
                "FICTIF DIT \"LE " + i % 10 + "|Prénom",
                "10|Médecin|C|Civil",
                "S|Spécialité|SM" + i % 60 + "|Spécialité fictive " + i % 60,
                hospital ? "S|Salarié" : "L|Libéral",
                "||" + (hospital ? finess(departement, i % 90_000) : "") + "|",
                structure,
                "SOCIÉTÉ FICTIVE \"" + i + "\"|",
                "||" + i % 300 + "||RUE|Rue|FICTIVE||",
                departement + "000|" + departement + "001|COMMUNE FICTIVE|99000|France",
                "|||",
                departement + "|Fictif",
                "A" + structure,
                "CNOM|SA07|Cabinet individuel|||FON-01|Titulaire|GENR01|Soin",
                "\n");
    }

    private static String finess(String departement, int number) {
        String digits = departement + "9" + String.format("%05d", number);
        int sum = 0;
        for (int i = 0; i < 8; i++) {
            int digit = digits.charAt(i) - '0';
            int value = i % 2 == 1 ? digit * 2 : digit;
            sum += value > 9 ? value - 9 : value;
        }
        return digits + (10 - sum % 10) % 10;
    }
}
