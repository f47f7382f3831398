package fr.dmp.pilotage.ops;

import fr.dmp.pilotage.pipeline.Touched;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The workbooks that depend on a load, as lines for people and as values of a JSON object. */
final class TouchedText {

    private TouchedText() {}

    static List<String> lines(List<Touched> workbooks, List<String> recipients) {
        List<String> lines = new ArrayList<>();
        for (Touched each : workbooks) {
            int count = each.regions().size();
            lines.add("touches " + each.report() + " " + each.period() + ", " + count
                    + (count == 1 ? " workbook: " : " workbooks: ") + String.join(", ", each.regions()));
        }
        lines.add(
                workbooks.isEmpty()
                        ? "touches no workbook"
                        : "recipients: " + (recipients.isEmpty() ? "none" : String.join(", ", recipients)));
        return lines;
    }

    static List<Map<String, @Nullable Object>> objects(List<Touched> workbooks) {
        List<Map<String, @Nullable Object>> objects = new ArrayList<>();
        for (Touched each : workbooks) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("report", each.report());
            object.put("period", each.period());
            object.put("regions", each.regions());
            objects.add(object);
        }
        return objects;
    }
}
