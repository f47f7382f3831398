package fr.dmp.pilotage.catalog;

import org.jspecify.annotations.Nullable;

/**
 * How an Excel workbook of a feed is read.
 *
 * @param sheet name of its sheet, or null for the first whose header fits
 * @param hidden what becomes of hidden sheets and rows
 */
public record WorkbookReading(@Nullable String sheet, Hidden hidden) {

    /** What holds unless a feed declares something else. */
    static final WorkbookReading USUAL = new WorkbookReading(null, Hidden.REFUSE);

    /** What becomes of sheets and rows that who opens the workbook does not see, filtered rows among them. */
    public enum Hidden {
        /** A workbook that has any is refused. */
        REFUSE,
        /** They are read like the others, with a finding. */
        READ,
        /** They are left out, with a finding. */
        SKIP
    }

    static WorkbookReading read(YamlMap yaml) {
        return new WorkbookReading(yaml.optionalText("sheet"), yaml.oneOf("hidden", Hidden.class, Hidden.REFUSE));
    }
}
