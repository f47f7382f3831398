package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.pipeline.WorkbooksFailed;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "report", description = "Write a report's workbooks, or say that their editions stand.")
final class ReportCommand implements Callable<Integer> {

    private final Door door;

    @Parameters(index = "0", paramLabel = "REPORT", description = "A report, or 'all'.")
    private String report = "";

    @Option(
            names = "--period",
            paramLabel = "PERIOD",
            description = "For example 2012-09-25 or 2012-S38 (default: every period with data).")
    private @Nullable String period;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "Only the workbook of this region, by name or code (default: all that the report covers).")
    private @Nullable String region;

    @Mixin
    private JsonOption json = new JsonOption();

    ReportCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        Printer printer = json.printer();
        return door.with(operations -> {
            try {
                operations.report(report, period, region).forEach(printer::workbook);
                return ExitCode.DONE;
            } catch (WorkbooksFailed e) {
                e.issued().forEach(printer::workbook);
                e.failed().forEach(printer::workbook);
                return ExitCode.FAILED;
            }
        });
    }
}
