package fr.dmp.pilotage.sample;

import fr.dmp.pilotage.catalog.Period;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What structures put into DMP and read in a month, by type of document, under the codes that were open. */
record DocumentUsage(List<MonthWalk> walks, Period month) implements OutgoingFile.Rows {

    static final String COLUMNS = "mois;volet;type_identifiant;identifiant;departement;code_document;"
            + "documents_deposes;dmp_alimentes;documents_consultes";

    /** The day on which eight codes were closed, each with a successor that the months after use. */
    private static final LocalDate CLOSING = LocalDate.of(2017, 10, 13);

    private record Type(Utf8 code, Utf8 codeBefore) {

        static Type of(List<String> row) {
            Utf8 code = Utf8.of(";" + row.get(1));
            return new Type(code, row.get(2).isEmpty() ? code : Utf8.of(";" + row.get(2)));
        }
    }

    private static final Map<String, Split<Type>> TYPES = Split.read("documents.csv", Type::of);

    @Override
    public void write(RowBuffer row) throws IOException {
        for (MonthWalk walk : walks) {
            Utf8 start = Utf8.of(month.label() + ";" + walk.volet().code() + ";");
            walk.all(line -> {
                if (line.counts().documents() + line.counts().consultations() > 0) {
                    writeLine(walk, line, start, row);
                }
            });
        }
    }

    /** DMP fed go with the documents, rounded up: one at least where there are documents, and no more than the structure fed. */
    private void writeLine(MonthWalk walk, MonthLine line, Utf8 start, RowBuffer row) throws IOException {
        Structure structure = line.structure();
        Split<Type> types = Objects.requireNonNull(TYPES.get(walk.volet().author(structure)), "in documents.csv");
        long documents = line.counts().documents();
        long forDocuments = line.draw(Trait.DOCUMENT_TYPES, walk);
        long forReading = line.draw(Trait.DOCUMENTS_READ, walk);
        for (int i = 0; i < types.size(); i++) {
            long put = types.part(i, documents, forDocuments);
            long read = types.part(i, line.counts().consultations(), forReading);
            if (put + read > 0) {
                row.text(start);
                walk.volet().number(structure, row);
                row.character(';').text(structure.block().departement()).text(code(types.choice(i)));
                row.figure(put).figure(fed(put, line.counts())).figure(read);
                row.endRow();
            }
        }
    }

    private static long fed(long put, Counts counts) {
        return put == 0 ? 0 : (put * counts.fed() + counts.documents() - 1) / counts.documents();
    }

    private Utf8 code(Type type) {
        return month.start().isAfter(CLOSING) ? type.code() : type.codeBefore();
    }
}
