package fr.dmp.pilotage.pipeline;

import java.util.List;

/** Some workbooks could not be written; the others were. */
public final class WorkbooksFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Workbook> issued;
    private final transient List<FailedWorkbook> failed;

    WorkbooksFailed(List<Workbook> issued, List<FailedWorkbook> failed) {
        super(failed.size() + " of " + (issued.size() + failed.size()) + " workbooks could not be written; "
                + failed.get(0).report() + " " + failed.get(0).period() + " "
                + failed.get(0).region() + ": " + failed.get(0).cause());
        this.issued = List.copyOf(issued);
        this.failed = List.copyOf(failed);
    }

    /** Those that stand. */
    public List<Workbook> issued() {
        return issued;
    }

    /** Those that do not, at least one. */
    public List<FailedWorkbook> failed() {
        return failed;
    }
}
