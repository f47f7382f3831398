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
    private final Map<String, byte[]> byName = new HashMap<>();
    private final char[][] slots;
    private final byte[][] slotValues;

    /**
     * @param fault noted for a value that is not in the list
     * @param expected the list, as the message shows it
     */
    ClosedListRule(String column, Collection<String> values, FileFault fault, String expected) {
        this.column = column;
        this.fault = fault;
        this.expected = expected;
        // Four slots a value keep the probing short; no value is ever added or removed.
        int size = Integer.highestOneBit(values.size() * 8);
        slots = new char[size][];
        slotValues = new byte[size][];
        for (String value : values) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            byName.put(Geography.normalised(value), bytes);
            char[] chars = value.toCharArray();
            int slot = slot(chars, 0, chars.length);
            while (slots[slot] != null) {
                slot = (slot + 1) & (size - 1);
            }
            slots[slot] = chars;
            slotValues[slot] = bytes;
        }
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
            char[] value = slots[slot];
            if (Arrays.equals(value, 0, value.length, text, from, from + length)) {
                row.field().put(slotValues[slot]);
                return;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        String cell = new String(text, from, length);
        byte[] value = byName.get(Geography.normalised(cell));
        // The normal form forgets hyphens: only a value of the same length was meant, "0-1" is not "01".
        if (value == null || value.length != length) {
            row.fault(fault, column, expected, cell);
        } else {
            row.field().put(value);
        }
    }
}
