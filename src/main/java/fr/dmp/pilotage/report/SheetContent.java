package fr.dmp.pilotage.report;

import fr.dmp.pilotage.catalog.SheetDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One sheet as a workbook shows it.
 *
 * @param rows values in the order of the sheet's columns: text, a number, a date, or null for what is not there
 */
record SheetContent(SheetDefinition sheet, List<List<@Nullable Object>> rows) {}
