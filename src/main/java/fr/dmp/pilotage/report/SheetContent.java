package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.SheetDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one sheet, as its statement returned them.
 *
 * @param rows values in the order of the sheet's columns: text, a number, or null for what is not there
 */
record SheetContent(SheetDefinition sheet, List<List<@Nullable Object>> rows) {}
