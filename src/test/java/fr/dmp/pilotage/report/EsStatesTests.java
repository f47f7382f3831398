package fr.dmp.pilotage.report;

import static fr.dmp.pilotage.report.EsHistory.NO_LINE;
import static org.assertj.core.api.Assertions.assertThat;

import fr.dmp.pilotage.EsWeek;
import fr.dmp.pilotage.Site;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The state of an establishment and the alerts about it, each with the twin that just does not have it. */
@TestInstance(Lifecycle.PER_CLASS)
class EsStatesTests {

    private Site site;
    private Map<String, WrittenSheet> sheets;

    private static String finess(int number) {
        return EsWeek.finess("60", number);
    }

    @BeforeAll
    void write(@TempDir Path home) {
        site = new Site(home);
        EsHistory history = new EsHistory("2012-S38");
        history.add(finess(1), "FICTIF 01 ACTIF", 30, 30, 30, 30, 30, 40).before(100);
        history.add(finess(2), "FICTIF 02 NON TRANSMIS", 5, 5, 5, 5, 5, NO_LINE);
        history.add(finess(3), "FICTIF 03 JAMAIS DÉMARRÉ", 0, 0, 0, 0, 0, 0)
                .started("")
                .compatible("EN_COURS");
        history.add(finess(4), "FICTIF 04 COMPATIBLE JAMAIS DÉMARRÉ", 0, 0, 0, 0, 0, 0)
                .started("");
        history.add(finess(5), "FICTIF 05 DÉMARRE DEMAIN", 0, 0, 0, 0, 0, 0)
                .started("24/09/2012")
                .compatible("NON");
        history.add(finess(6), "FICTIF 06 DÉMARRÉ LE DERNIER JOUR", 0, 0, 0, 0, 0, 0)
                .started("23/09/2012");
        history.add(finess(7), "FICTIF 07 NOUVEAU, 28 JOURS", 0, 0, 3, 3, 3, 3).started("27/08/2012");
        history.add(finess(8), "FICTIF 08 ACTIF, 29 JOURS", 0, 3, 3, 3, 3, 3).started("26/08/2012");
        history.add(finess(9), "FICTIF 09 ARRÊT 2 SEMAINES", 9, 9, 9, 9, 0, 0);
        history.add(finess(10), "FICTIF 10 UNE SEMAINE À ZÉRO", 9, 9, 9, 9, 9, 0);
        history.add(finess(11), "FICTIF 11 ARRÊT DÈS LE DÉBUT", 0, 0, 0, 0, 0, 0)
                .before(50);
        history.add(finess(12), "FICTIF 12 JAMAIS RIEN", 0, 0, 0, 0, 0, 0);
        history.add(finess(13), "FICTIF 13 BAISSE DE MOITIÉ", 20, 20, 20, 20, 20, 10);
        history.add(finess(14), "FICTIF 14 MOITIÉ PLUS UN", 20, 20, 20, 20, 20, 11);
        history.add(finess(15), "FICTIF 15 MÉDIANE 19", 19, 19, 19, 19, 19, 9);
        history.add(finess(16), "FICTIF 16 MÉDIANE 20 SUR 3 SEMAINES", 20, NO_LINE, 20, 20, 20, 10);
        history.add(finess(17), "FICTIF 17 MÉDIANE 20 SUR 2 SEMAINES", 20, NO_LINE, NO_LINE, 20, 20, 10);
        history.add(finess(18), "FICTIF 18 BAISSE À ZÉRO", 20, 20, 20, 20, 21, 0);
        history.add(finess(19), "FICTIF 19 CRÉE SANS ALIMENTER", 5, 5, 0, 0, 0, 0)
                .created(2, 2, 2, 2, 0, 0);
        history.add(finess(20), "FICTIF 20 A ALIMENTÉ UN DMP", 5, 5, 1, 0, 0, 0).created(2, 2, 2, 2, 2, 2);
        history.add(finess(21), "FICTIF 21 CRÉE, UNE SEMAINE NON REÇUE", 5, 5, 0, NO_LINE, 0, 0)
                .created(2, 2, 2, 2, 2, 2);
        history.add(finess(22), "FICTIF 22 SANS DATE, VU DÉMARRER", 0, 0, 0, 3, 3, 3)
                .started("");
        history.add(finess(23), "FICTIF 23 SANS DATE, DÉJÀ ACTIF", 3, 3, 3, 3, 3, 3)
                .started("")
                .before(50);
        history.add(finess(24), "FICTIF 24 ZÉRO APRÈS UNE SEMAINE INCONNUE", 9, 9, 9, 9, NO_LINE, 0);
        history.load(site);
        sheets = WrittenSheet.all(Focus.write(site, "Picardie", "2012-S38").path());
    }

    @AfterAll
    void close() {
        site.close();
    }

    @Test
    void eachEstablishmentIsInTheFirstStateThatApplies() {
        // Establishment; state; créés, alimentés, documents: of the week and cumulated, documents with their change in
        // between; documents of thirteen weeks; compatible; start.
        assertThat(sheets.get("Établissements").rows())
                .extracting(row -> told(row, 0, 11, 12, 13, 14, 15))
                .containsExactly("""
                        FICTIF 01 ACTIF | actif | 0 | 100 | 40 | 290 | 40 | 10 | 290 | ·······▆▆▆▆▆█ | oui | 2012-03-01
                        FICTIF 11 ARRÊT DÈS LE DÉBUT | à l'arrêt depuis 6 semaines | 0 | 50 | 0 | 50 | 0 | 0 | 50 | ·······▁▁▁▁▁▁ | oui | 2012-03-01
                        FICTIF 23 SANS DATE, DÉJÀ ACTIF | actif | 0 | 50 | 3 | 68 | 3 | 0 | 68 | ·······██████ | oui | -
                        FICTIF 20 A ALIMENTÉ UN DMP | à l'arrêt depuis 3 semaines | 2 | 12 | 0 | 11 | 0 | 0 | 11 | ·······██▂▁▁▁ | oui | 2012-03-01
                        FICTIF 21 CRÉE, UNE SEMAINE NON REÇUE | à l'arrêt depuis 3 semaines | 2 | 12 | 0 | 10 | 0 | 0 | 10 | ·······██▁·▁▁ | oui | 2012-03-01
                        FICTIF 19 CRÉE SANS ALIMENTER | à l'arrêt depuis 4 semaines | 0 | 8 | 0 | 10 | 0 | 0 | 10 | ·······██▁▁▁▁ | oui | 2012-03-01
                        FICTIF 03 JAMAIS DÉMARRÉ | jamais démarré | 0 | 0 | 0 | 0 | 0 | 0 | 0 | ·······▁▁▁▁▁▁ | en cours | -
                        FICTIF 04 COMPATIBLE JAMAIS DÉMARRÉ | jamais démarré | 0 | 0 | 0 | 0 | 0 | 0 | 0 | ·······▁▁▁▁▁▁ | oui | -
                        FICTIF 05 DÉMARRE DEMAIN | jamais démarré | 0 | 0 | 0 | 0 | 0 | 0 | 0 | ·······▁▁▁▁▁▁ | non | 2012-09-24
                        FICTIF 06 DÉMARRÉ LE DERNIER JOUR | nouveau | 0 | 0 | 0 | 0 | 0 | 0 | 0 | ·······▁▁▁▁▁▁ | oui | 2012-09-23
                        FICTIF 07 NOUVEAU, 28 JOURS | nouveau | 0 | 0 | 3 | 12 | 3 | 0 | 12 | ·······▁▁████ | oui | 2012-08-27
                        FICTIF 08 ACTIF, 29 JOURS | actif | 0 | 0 | 3 | 15 | 3 | 0 | 15 | ·······▁█████ | oui | 2012-08-26
                        FICTIF 09 ARRÊT 2 SEMAINES | à l'arrêt depuis 2 semaines | 0 | 0 | 0 | 36 | 0 | 0 | 36 | ·······████▁▁ | oui | 2012-03-01
                        FICTIF 10 UNE SEMAINE À ZÉRO | sans document cette semaine | 0 | 0 | 0 | 45 | 0 | -9 | 45 | ·······█████▁ | oui | 2012-03-01
                        FICTIF 12 JAMAIS RIEN | sans document cette semaine | 0 | 0 | 0 | 0 | 0 | 0 | 0 | ·······▁▁▁▁▁▁ | oui | 2012-03-01
                        FICTIF 13 BAISSE DE MOITIÉ | en baisse | 0 | 0 | 10 | 110 | 10 | -10 | 110 | ·······█████▄ | oui | 2012-03-01
                        FICTIF 14 MOITIÉ PLUS UN | actif | 0 | 0 | 11 | 111 | 11 | -9 | 111 | ·······█████▄ | oui | 2012-03-01
                        FICTIF 15 MÉDIANE 19 | actif | 0 | 0 | 9 | 104 | 9 | -10 | 104 | ·······█████▄ | oui | 2012-03-01
                        FICTIF 16 MÉDIANE 20 SUR 3 SEMAINES | en baisse | 0 | 0 | 10 | 90 | 10 | -10 | 90 | ·······█·███▄ | oui | 2012-03-01
                        FICTIF 17 MÉDIANE 20 SUR 2 SEMAINES | actif | 0 | 0 | 10 | 70 | 10 | -10 | 70 | ·······█··██▄ | oui | 2012-03-01
                        FICTIF 18 BAISSE À ZÉRO | en baisse | 0 | 0 | 0 | 101 | 0 | -21 | 101 | ·······▇▇▇▇█▁ | oui | 2012-03-01
                        FICTIF 22 SANS DATE, VU DÉMARRER | nouveau | 0 | 0 | 3 | 9 | 3 | 0 | 9 | ·······▁▁▁███ | oui | 2012-09-03
                        FICTIF 24 ZÉRO APRÈS UNE SEMAINE INCONNUE | sans document cette semaine | 0 | 0 | 0 | 36 | 0 | [x] | 36 | ·······████·▁ | oui | 2012-03-01
                        FICTIF 02 NON TRANSMIS | non transmis | [x] | [x] | [x] | [x] | [x] | [x] | [x] | ·······█████· | oui | 2012-03-01
                        """.lines().toArray(String[]::new));
    }

    @Test
    void eachEstablishmentHasTheAttributesThatItsLastLineGave() {
        assertThat(sheets.get("Établissements").rows())
                .extracting(row -> String.join(" | ", row.subList(11, 16)))
                .containsOnly("60 | Centre Hospitalier (C.H.) | MCO | public | ÉDITEUR FICTIF");
        assertThat(sheets.get("Établissements").column("FINESS", "Établissement"))
                .hasSize(24)
                .containsEntry("FICTIF 01 ACTIF", finess(1))
                .containsEntry("FICTIF 02 NON TRANSMIS", finess(2));
    }

    @Test
    void eachAlertSaysWhatWasFoundAndWhatToDo() {
        assertThat(sheets.get("Alertes").rows())
                .extracting(row -> told(row, 2, 4))
                .containsExactly("""
                        A0001 | à l'arrêt depuis 6 semaines | FICTIF 11 ARRÊT DÈS LE DÉBUT | aucun document depuis le début des semaines lues, 50 avant | 0 | 50 | joindre l'établissement (panne, changement de logiciel ou de référent)
                        A0002 | à l'arrêt depuis 2 semaines | FICTIF 09 ARRÊT 2 SEMAINES | dernier document : semaine 2012-S36 | 0 | 36 | joindre l'établissement (panne, changement de logiciel ou de référent)
                        A0003 | à l'arrêt depuis 3 semaines | FICTIF 20 A ALIMENTÉ UN DMP | dernier document : semaine 2012-S35 | 0 | 11 | joindre l'établissement (panne, changement de logiciel ou de référent)
                        A0004 | à l'arrêt depuis 4 semaines | FICTIF 19 CRÉE SANS ALIMENTER | dernier document : semaine 2012-S34 | 0 | 10 | joindre l'établissement (panne, changement de logiciel ou de référent)
                        A0005 | à l'arrêt depuis 3 semaines | FICTIF 21 CRÉE, UNE SEMAINE NON REÇUE | dernier document : semaine 2012-S34 | 0 | 10 | joindre l'établissement (panne, changement de logiciel ou de référent)
                        A0006 | en baisse | FICTIF 13 BAISSE DE MOITIÉ | 10 documents pour une médiane de 20,0 sur les 4 semaines précédentes | 10 | 110 | vérifier avec l'établissement que tous les services déposent encore
                        A0007 | en baisse | FICTIF 18 BAISSE À ZÉRO | 0 documents pour une médiane de 20,0 sur les 4 semaines précédentes | 0 | 101 | vérifier avec l'établissement que tous les services déposent encore
                        A0008 | en baisse | FICTIF 16 MÉDIANE 20 SUR 3 SEMAINES | 10 documents pour une médiane de 20,0 sur les 4 semaines précédentes | 10 | 90 | vérifier avec l'établissement que tous les services déposent encore
                        A0009 | crée sans alimenter | FICTIF 19 CRÉE SANS ALIMENTER | 4 DMP créés et aucun alimenté en 4 semaines | 0 | 10 | vérifier le paramétrage du dépôt de documents avec l'éditeur
                        A0010 | non transmis | FICTIF 02 NON TRANSMIS | dernière ligne reçue : semaine 2012-S37 | [x] | [x] | demander la ligne manquante à l'émetteur du fichier
                        A0011 | compatible, jamais démarré | FICTIF 04 COMPATIBLE JAMAIS DÉMARRÉ | déclaré compatible, éditeur ÉDITEUR FICTIF | 0 | 0 | convenir d'une date de démarrage
                        """.lines().toArray(String[]::new));
    }

    /** A row without some of its columns. */
    private static String told(List<String> row, Integer... without) {
        return IntStream.range(0, row.size())
                .filter(column -> !List.of(without).contains(column))
                .mapToObj(column -> row.get(column).isEmpty() ? "-" : row.get(column))
                .collect(Collectors.joining(" | "));
    }

    @Test
    void aWeekWithAPublicHolidayIsNeverADecrease(@TempDir Path home) {
        try (Site other = new Site(home)) {
            EsHistory history = new EsHistory("2012-S33");
            history.add(finess(1), "FICTIF", 40, 40, 40, 40, 20, 20);
            history.load(other);
            // The median of four weeks is 40 for both; 15 August is in the second.
            assertThat(state(other, "2012-S32")).isEqualTo("en baisse");
            assertThat(state(other, "2012-S33")).isEqualTo("actif");
        }
    }

    private static String state(Site site, String week) {
        WrittenSheet sheet =
                WrittenSheet.all(Focus.write(site, "Picardie", week).path()).get("Établissements");
        return sheet.column("État").get(0);
    }
}
