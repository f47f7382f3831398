package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.findings.PatientText;
import fr.dmp.pilotage.pipeline.FailedWorkbook;
import fr.dmp.pilotage.pipeline.LoadOutcome;
import fr.dmp.pilotage.pipeline.LoadOutcome.FoundCount;
import fr.dmp.pilotage.pipeline.LoadText;
import fr.dmp.pilotage.pipeline.TextTable;
import fr.dmp.pilotage.pipeline.Workbook;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Outcomes as text for people or as one JSON object a line for scripts, always on the output stream. */
final class Printer {

    /** Made when the first object is printed: hundreds of classes that a table does not need. */
    private static final class Json {
        private static final JsonMapper MAPPER = JsonMapper.builder().build();
    }

    private final PrintWriter out;
    private final boolean json;

    Printer(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** One file among many. */
    void load(LoadOutcome outcome) {
        load(outcome, false);
    }

    /** A file that was asked for, with how it was found to be written. */
    void loadInFull(LoadOutcome outcome) {
        load(outcome, true);
    }

    private void load(LoadOutcome outcome, boolean inFull) {
        if (json) {
            object(loadObject(outcome));
        } else {
            LoadText.lines(outcome, inFull).forEach(out::println);
        }
    }

    /** One kind of finding, below the line of what it was found in. */
    void finding(FoundCount found) {
        LoadText.finding(found).forEach(out::println);
    }

    static Map<String, @Nullable Object> loadObject(LoadOutcome outcome) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("file", outcome.file());
        object.put("sha256", outcome.sha256());
        object.put("feed", outcome.feed());
        object.put("period", outcome.period());
        object.put("revision", outcome.revision());
        object.put("status", LoadText.word(outcome.status()));
        object.put("read", outcome.read());
        object.put("loaded", outcome.loaded());
        object.put("rejected", outcome.rejected());
        object.put(
                "findings",
                outcome.findings().stream().map(Printer::findingObject).toList());
        object.put("load", outcome.loadId());
        object.put("carried", outcome.carried());
        object.put("cause", outcome.cause());
        object.put("readAs", outcome.readAs());
        return object;
    }

    static Map<String, @Nullable Object> findingObject(FoundCount found) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("code", found.code());
        object.put("severity", found.severity());
        object.put("line", found.line());
        object.put("column", found.column());
        object.put("count", found.count());
        object.put("message", found.message());
        object.put("todo", found.todo());
        return object;
    }

    void workbook(Workbook issued) {
        if (json) {
            Map<String, @Nullable Object> object = workbook(issued.report(), issued.period(), issued.region());
            object.put("edition", issued.edition() == 0 ? null : issued.edition());
            object.put("state", issued.written() ? "written" : "stands");
            object.put("path", issued.path().toString());
            object.put("sha256", issued.sha256());
            object.put("cause", null);
            object.put("superseded", issued.supersededBy());
            object.put("remark", issued.remark());
            object(object);
            return;
        }
        out.println(issued.report() + " " + issued.period() + " " + issued.region() + ": " + issued.inWords()
                + (issued.written() ? " written, " : " stands, ") + issued.path());
        if (issued.remark() != null) {
            out.println("  " + issued.remark());
        }
        if (issued.supersededBy() != null) {
            out.println("  superseded by edition " + issued.supersededBy());
        }
    }

    void workbook(FailedWorkbook failed) {
        if (json) {
            Map<String, @Nullable Object> object = workbook(failed.report(), failed.period(), failed.region());
            object.put("edition", null);
            object.put("state", "failed");
            object.put("path", null);
            object.put("sha256", null);
            object.put("cause", failed.cause());
            object.put("superseded", null);
            object.put("remark", null);
            object(object);
            return;
        }
        out.println(failed.report() + " " + failed.period() + " " + failed.region() + ": failed");
        out.println("  " + failed.cause());
    }

    private static Map<String, @Nullable Object> workbook(String report, String period, String region) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("report", report);
        object.put("period", period);
        object.put("region", region);
        return object;
    }

    void unfinished(Path file) {
        String name = PatientText.masked(String.valueOf(file.getFileName()));
        if (json) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("file", name);
            object.put("status", "still-being-written");
            object(object);
            return;
        }
        out.println(name + ": still being written, left for the next run");
    }

    void object(Map<String, ? extends @Nullable Object> object) {
        out.println(Json.MAPPER.writeValueAsString(object));
    }

    void line(String text) {
        out.println(text);
    }

    boolean json() {
        return json;
    }

    /** Rows under their labels, each column as wide as it must be; one JSON object a row instead where asked. */
    void table(List<String> labels, List<List<? extends @Nullable Object>> rows) {
        if (json) {
            for (List<? extends @Nullable Object> row : rows) {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                for (int i = 0; i < labels.size(); i++) {
                    object.put(labels.get(i), row.get(i));
                }
                object(object);
            }
            return;
        }
        TextTable.lines(labels, rows).forEach(out::println);
    }
}
