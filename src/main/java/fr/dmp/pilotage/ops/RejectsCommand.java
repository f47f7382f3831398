package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.pipeline.LoadText;
import fr.dmp.pilotage.pipeline.Operations;
import fr.dmp.pilotage.pipeline.RejectedLoad;
import fr.dmp.pilotage.pipeline.RejectsExport;
import fr.dmp.pilotage.pipeline.RejectsExport.Entitlement;
import fr.dmp.pilotage.pipeline.RejectsExport.Format;
import fr.dmp.pilotage.pipeline.RejectsExport.Written;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
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
        name = "rejects",
        description = "Write every rejected line of a load for its sender: the sender's own columns, where and why.",
        footer = {
            "",
            "Without --out, CSV on the output stream. Corrected in place and loaded under the name that it tells, a file of rejected lines completes what stands of their file, held or published. Columns about a person are masked; --nominative shows them, which is kept with who asked and why."
        })
final class RejectsCommand implements Callable<Integer> {

    private final Door door;

    @Parameters(
            index = "0",
            paramLabel = "FILE|LOAD",
            description = "Number of a load, or name of a file (its latest load) or the beginning of its SHA-256.")
    private String asked = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write to this file, .xlsx or .csv; or into this folder, under the name to send it back as.")
    private @Nullable Path out;

    @Option(names = "--format", paramLabel = "FORMAT", description = "csv or xlsx (default: by the file's name).")
    private @Nullable Format format;

    @Option(names = "--nominative", description = "Show the columns about a person; needs --reason.")
    private boolean nominative;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why they are needed; kept for ever.")
    private @Nullable String reason;

    @Option(names = "--by", paramLabel = "NAME", description = "Who needs them (default: the system's user).")
    private @Nullable String by;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private JsonOption json = new JsonOption();

    RejectsCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        Entitlement entitlement = entitlement();
        Path target = out;
        if (target == null) {
            if (format == Format.XLSX) {
                throw wrong("a workbook needs --out FILE");
            }
            return door.with(operations -> print(operations, entitlement));
        }
        Format as = formatOf(target);
        return door.with(operations -> write(operations, entitlement, target, as));
    }

    private @Nullable Entitlement entitlement() {
        if (nominative && (reason == null || reason.isBlank())) {
            throw wrong("--nominative needs --reason TEXT");
        }
        if (!nominative && (reason != null || by != null)) {
            throw wrong("--reason and --by go with --nominative");
        }
        return reason == null ? null : new Entitlement(reason, by);
    }

    private Format formatOf(Path file) {
        if (format != null) {
            return format;
        }
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return Format.CSV;
        }
        if (name.endsWith(".xlsx") || Files.isDirectory(file)) {
            return Format.XLSX;
        }
        throw wrong("expected --out to end in .xlsx or .csv, or --format, found " + file);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private int print(Operations operations, @Nullable Entitlement entitlement) {
        RejectsExport rejects = operations.rejects();
        RejectedLoad load = rejects.find(asked);
        PrintWriter err = spec.commandLine().getErr();
        if (load.rejected() == 0) {
            err.println(none(load));
            return ExitCode.DONE;
        }
        Printer printer = json.printer();
        if (printer.json()) {
            rejects.each(load, entitlement, printer::object);
        } else {
            rejects.print(load, entitlement, spec.commandLine().getOut());
        }
        if (masks(load, entitlement)) {
            err.println(masked(load));
        }
        return ExitCode.DONE;
    }

    private int write(Operations operations, @Nullable Entitlement entitlement, Path target, Format as) {
        RejectsExport rejects = operations.rejects();
        RejectedLoad load = rejects.find(asked);
        Printer printer = json.printer();
        Written written = load.rejected() == 0 ? null : rejects.write(load, entitlement, target, as);
        if (printer.json()) {
            printer.object(object(load, written, masks(load, entitlement)));
        } else if (written == null) {
            printer.line(none(load));
        } else {
            printer.line(load.file() + ": load " + load.load() + ", " + load.feed() + " " + load.period() + "; "
                    + LoadText.number(load.rejected()) + " of " + LoadText.number(load.read())
                    + " rows rejected, written to " + written.path());
            printer.line("  " + next(load, written, masks(load, entitlement)));
        }
        return ExitCode.DONE;
    }

    private static boolean masks(RejectedLoad load, @Nullable Entitlement entitlement) {
        return !load.nominative().isEmpty() && entitlement == null;
    }

    private static String none(RejectedLoad load) {
        return load.file() + ": load " + load.load() + ", " + load.feed() + " " + load.period()
                + "; no row was rejected";
    }

    private static String masked(RejectedLoad load) {
        return "masked: " + String.join(", ", load.nominative())
                + " and columns that the contract does not know; --nominative --reason TEXT shows them";
    }

    private static String next(RejectedLoad load, Written written, boolean masked) {
        if (masked) {
            return masked(load);
        }
        return written.comesAgainAs() == null
                ? load.feed() + " takes whole files only: the sender corrects " + load.file() + " and sends it again"
                : "corrected, it is loaded as " + written.comesAgainAs();
    }

    private static Map<String, @Nullable Object> object(RejectedLoad load, @Nullable Written written, boolean masked) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("load", load.load());
        object.put("file", load.file());
        object.put("sha256", load.sha256());
        object.put("feed", load.feed());
        object.put("period", load.period());
        object.put("sender", load.sender());
        object.put("read", load.read());
        object.put("rejected", load.rejected());
        object.put("masked", masked);
        object.put("path", written == null ? null : written.path().toString());
        object.put("comesAgainAs", written == null ? null : written.comesAgainAs());
        return object;
    }
}
