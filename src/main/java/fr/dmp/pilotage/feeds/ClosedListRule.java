package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.catalog.Geography;
import fr.dmp.pilotage.findings.FileFault;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** One value of a closed list, such as a profession or a département; case and accents do not matter. */
final class ClosedListRule implements CellRule {

    private final String column;
    private final FileFault fault;
    private final String expected;
    private final Map<String, String> written = new HashMap<>();
    private final char[][] slots;
    private final byte[][] slotValues;

    /**
     * @param codes other codes that stand for values of the list
     * @param fault noted for a value that is not in the list
     * @param expected the list, as the message shows it
     */
    ClosedListRule(
            String column, Collection<String> values, Map<String, String> codes, FileFault fault, String expected) {
        this.column = column;
        this.fault = fault;
        this.expected = expected;
        // Four slots a value keep the probing short; no value is ever added or removed.
        int size = Integer.highestOneBit((values.size() + codes.size()) * 8);
        slots = new char[size][];
        slotValues = new byte[size][];
        values.forEach(value -> add(value, value));
        codes.forEach(this::add);
    }

    private void add(String name, String value) {
        written.put(Geography.normalised(name), name);
        char[] chars = name.toCharArray();
        int slot = slot(chars, 0, chars.length);
        while (slots[slot] != null) {
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = chars;
        slotValues[slot] = value.getBytes(StandardCharsets.UTF_8);
    }

    private int slot(char[] text, int from, int length) {
        int hash = length;
        for (int i = from; i < from + length; i++) {
            hash = hash * 31 + text[i];
        }
        return (hash ^ (hash >>> 15)) & (slots.length - 1);
    }

    @Override
    public void accept(char[] text, int from, int length, RowSink row) {
        int slot = slot(text, from, length);
        while (slots[slot] != null) {
            char[] name = slots[slot];
            if (Arrays.equals(name, 0, name.length, text, from, from + length)) {
                row.field().put(slotValues[slot]);
                return;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        acceptSlowly(new String(text, from, length), row);
    }

    private void acceptSlowly(String cell, RowSink row) {
        String name = written.get(Geography.normalised(cell));
        // The normal form forgets hyphens: only a name of the same length was meant, "0-1" is not "01".
        if (name == null || name.length() != cell.length()) {
            row.fault(fault, column, expected, cell);
        } else {
            accept(name.toCharArray(), 0, name.length(), row);
        }
    }
}
