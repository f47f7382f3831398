package fr.dmp.pilotage.sample;

/**
 * The eight figures of a row: DMP created, DMP fed (distinct), documents and consultations, each in the period and since the
 * opening. Those of several places are added up. Not thread-safe.
 */
final class Counts {

    /** The columns of the contract that hold them. */
    static final String COLUMNS = "dmp_crees;dmp_crees_cumul;dmp_alimentes;dmp_alimentes_cumul;"
            + "documents;documents_cumul;consultations;consultations_cumul";

    private long created;
    private long createdEver;
    private long fed;
    private long fedEver;
    private long documents;
    private long documentsEver;
    private long consultations;
    private long consultationsEver;

    void clear() {
        created = 0;
        createdEver = 0;
        fed = 0;
        fedEver = 0;
        documents = 0;
        documentsEver = 0;
        consultations = 0;
        consultationsEver = 0;
    }

    void addCreated(long inPeriod, long ever) {
        created += inPeriod;
        createdEver += ever;
    }

    void addFed(long inPeriod, long ever) {
        fed += inPeriod;
        fedEver += ever;
    }

    void addDocuments(long inPeriod, long ever) {
        documents += inPeriod;
        documentsEver += ever;
    }

    void addConsultations(long inPeriod, long ever) {
        consultations += inPeriod;
        consultationsEver += ever;
    }

    long created() {
        return created;
    }

    long createdEver() {
        return createdEver;
    }

    long fed() {
        return fed;
    }

    long fedEver() {
        return fedEver;
    }

    long documents() {
        return documents;
    }

    long documentsEver() {
        return documentsEver;
    }

    long consultations() {
        return consultations;
    }

    long consultationsEver() {
        return consultationsEver;
    }

    /** Writes the cells, each after a separator. */
    void write(RowBuffer row) {
        row.figure(created).figure(createdEver);
        row.figure(fed).figure(fedEver);
        row.figure(documents).figure(documentsEver);
        row.figure(consultations).figure(consultationsEver);
    }
}
