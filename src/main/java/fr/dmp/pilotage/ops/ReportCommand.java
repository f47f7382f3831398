package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.pipeline.ReportRequest;
import fr.dmp.pilotage.pipeline.WorkbooksFailed;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "report",
        description = "Write a report's workbooks, or say that their editions stand.",
        footer = {
            "",
            "A workbook as of a day, or in the regions of another vintage, is no edition: it has a name of its own and never takes the place of one. An edition is rebuilt from the loads that it was made from and held against what was issued; one that would say something else is not written."
        })
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

    @Option(
            names = "--edition",
            paramLabel = "N",
            description = "Rebuild edition N of the period, and say whether it is what was issued.")
    private @Nullable Integer edition;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Rebuild the edition into this file (default: its own place, if it is lost).")
    private @Nullable Path out;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "The figures as they stood at the end of this day, such as 2012-10-01.")
    private @Nullable LocalDate asOf;

    @Option(
            names = "--geography",
            paramLabel = "VINTAGE",
            description = "Tell all weeks in the regions of 2012 or of 2016 (default: those of the period).")
    private @Nullable Integer geography;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private JsonOption json = new JsonOption();

    ReportCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        Printer printer = json.printer();
        ReportRequest request = new ReportRequest(report, period, region, edition, out, asOf, geography);
        request.contradiction().ifPresent(what -> {
            throw new ParameterException(spec.commandLine(), what);
        });
        return door.with(operations -> {
            try {
                operations.report(request).forEach(printer::workbook);
                return ExitCode.DONE;
            } catch (WorkbooksFailed e) {
                e.issued().forEach(printer::workbook);
                e.failed().forEach(printer::workbook);
                return ExitCode.FAILED;
            }
        });
    }
}
