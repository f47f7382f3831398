package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.pipeline.Expiry;
import fr.dmp.pilotage.pipeline.LoadText;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the retention job removed, for people and for scripts. */
final class ExpiryText {

    private ExpiryText() {}

    static void print(Expiry expiry, Printer printer) {
        if (printer.json()) {
            expiry.loads().forEach(each -> printer.object(object(each)));
            Map<String, @Nullable Object> rest = new LinkedHashMap<>();
            rest.put("state", "removed");
            rest.put("partitions", expiry.partitions());
            rest.put("files", expiry.files());
            rest.put("messages", expiry.messages());
            rest.put("busy", expiry.busy());
            rest.put("quarantined", expiry.quarantined());
            rest.put("setAside", expiry.setAside());
            rest.put("records", expiry.records());
            printer.object(rest);
            return;
        }
        for (Expiry.ExpiredLoad each : expiry.loads()) {
            printer.line("load " + each.load() + ": " + each.feed() + " " + each.period() + " from " + each.sender()
                    + ", revision " + each.revision() + ": " + LoadText.number(each.rows()) + " rows and "
                    + LoadText.number(each.findings()) + " findings removed");
        }
        expiry.partitions().forEach(each -> printer.line(each + ": dropped"));
        if (expiry.files() > 0) {
            printer.line("archived files removed: " + expiry.files());
        }
        if (expiry.messages() > 0) {
            printer.line("messages removed that may quote a refused file or a failed row: " + expiry.messages());
        }
        if (expiry.quarantined() > 0) {
            printer.line("files of the quarantine purged: " + expiry.quarantined());
        }
        if (expiry.setAside() > 0) {
            printer.line("files of the inbox removed that were too large to be read: " + expiry.setAside());
        }
        if (expiry.records() > 0) {
            printer.line("runs and alerts forgotten: " + expiry.records());
        }
        if (expiry.busy() > 0) {
            printer.line("loads being worked on, left for the next run: " + expiry.busy());
        }
        if (expiry.isNothing()) {
            printer.line("Nothing is left to remove.");
        }
    }

    private static Map<String, @Nullable Object> object(Expiry.ExpiredLoad load) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("load", load.load());
        object.put("feed", load.feed());
        object.put("period", load.period());
        object.put("sender", load.sender());
        object.put("revision", load.revision());
        object.put("state", "expired");
        object.put("rows", load.rows());
        object.put("findings", load.findings());
        return object;
    }
}
