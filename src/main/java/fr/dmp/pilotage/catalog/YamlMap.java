package fr.dmp.pilotage.catalog;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * One mapping of a YAML file, read key by key with its place. What is wrong is added to the problems and a harmless
 * value returned, so that one start tells everything; the catalog refuses to start if any problem was added.
 */
final class YamlMap {

    private final String file;
    private final String prefix;
    private final int line;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> keyLines = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();
    private final List<String> problems;

    private YamlMap(String file, String prefix, @Nullable Node node, int line, List<String> problems) {
        this.file = file;
        this.prefix = prefix;
        this.line = line;
        this.problems = problems;
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(this::put);
        } else {
            problem(line, "", "expected a mapping, found " + describe(node));
        }
    }

    /** The whole of a YAML file. */
    static YamlMap parse(String file, String text, List<String> problems) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try {
            Node root = new Yaml(options).compose(new StringReader(text));
            return new YamlMap(file, "", root, 1, problems);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            problems.add(file + " line " + line + ": not valid YAML: " + e.getProblem());
        } catch (ReaderException e) {
            long line = text.codePoints()
                            .limit(e.getPosition())
                            .filter(c -> c == '\n')
                            .count()
                    + 1;
            problems.add(file + " line " + line + ": not valid YAML: "
                    + String.format(Locale.ROOT, "character U+%04X is not allowed", e.getCodePoint()));
        }
        // Every key is missing from a file that cannot be read: saying so would hide the one problem it has.
        return new YamlMap(file, "", null, 1, new ArrayList<>());
    }

    private void put(NodeTuple tuple) {
        int at = tuple.getKeyNode().getStartMark().getLine() + 1;
        if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
            problem(at, "", "expected a name as key, found " + describe(tuple.getKeyNode()));
            return;
        }
        String key = scalar.getValue();
        if (values.put(key, tuple.getValueNode()) != null) {
            problem(at, key, "expected each key once, found it again");
        }
        keyLines.put(key, at);
    }

    private void problem(int at, String key, String what) {
        String where = prefix.isEmpty() || key.isEmpty() ? prefix + key : prefix + "." + key;
        problems.add(file + " line " + at + (where.isEmpty() ? "" : ", " + where) + ": " + what);
    }

    /** Adds a problem that the reader found with the value of a key. */
    void problem(String key, String what) {
        problem(keyLines.getOrDefault(key, line), key, what);
    }

    String text(String key) {
        String value = optionalText(key);
        if (value == null && !values.containsKey(key)) {
            problem(line, key, "expected a value, found none");
        }
        return value == null ? "" : value;
    }

    @Nullable
    String optionalText(String key) {
        known.add(key);
        Node node = values.get(key);
        if (node == null) {
            return null;
        }
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue();
        }
        problem(key, "expected text, found " + describe(node));
        return null;
    }

    String text(String key, String otherwise) {
        String value = optionalText(key);
        return value == null ? otherwise : value;
    }

    double number(String key, double otherwise) {
        String value = optionalText(key);
        if (value == null) {
            return otherwise;
        }
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            problem(key, "expected a number, found \"" + value + "\"");
            return otherwise;
        }
    }

    /** A whole number; null if absent. */
    @Nullable
    Long optionalWhole(String key) {
        String value = optionalText(key);
        try {
            return value == null ? null : Long.valueOf(value);
        } catch (NumberFormatException e) {
            problem(key, "expected a whole number, found \"" + value + "\"");
            return null;
        }
    }

    int whole(String key, int otherwise) {
        Long value = optionalWhole(key);
        return value == null ? otherwise : (int) Math.min(value, Integer.MAX_VALUE);
    }

    boolean flag(String key, boolean otherwise) {
        String value = optionalText(key);
        if (value == null) {
            return otherwise;
        }
        if (!value.equals("true") && !value.equals("false")) {
            problem(key, "expected true or false, found \"" + value + "\"");
        }
        return value.equals("true");
    }

    /** A constant of an enum, written in lower case with hyphens; null if absent. */
    <E extends Enum<E>> @Nullable E optionalOneOf(String key, Class<E> type) {
        String value = optionalText(key);
        if (value == null) {
            return null;
        }
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
        int index = names.indexOf(value);
        if (index < 0) {
            problem(key, "expected one of " + String.join(", ", names) + ", found \"" + value + "\"");
            return null;
        }
        return type.getEnumConstants()[index];
    }

    <E extends Enum<E>> E oneOf(String key, Class<E> type, E otherwise) {
        E value = optionalOneOf(key, type);
        return value == null ? otherwise : value;
    }

    <E extends Enum<E>> E oneOf(String key, Class<E> type) {
        if (!values.containsKey(key)) {
            problem(line, key, "expected a value, found none");
        }
        return oneOf(key, type, type.getEnumConstants()[0]);
    }

    /** A list of scalars; empty if absent. */
    List<String> texts(String key) {
        known.add(key);
        List<String> found = new ArrayList<>();
        for (Node item : items(key)) {
            if (item instanceof ScalarNode scalar) {
                found.add(scalar.getValue());
            } else {
                problem(key, "expected a list of texts, found " + describe(item));
            }
        }
        return List.copyOf(found);
    }

    /** A list of mappings, each read by {@code reader}; empty if absent. */
    <T> List<T> maps(String key, Function<YamlMap, T> reader) {
        known.add(key);
        List<T> found = new ArrayList<>();
        int index = 0;
        for (Node item : items(key)) {
            String name = (prefix.isEmpty() ? "" : prefix + ".") + key + "[" + index++ + "]";
            found.add(read(name, item, reader));
        }
        return List.copyOf(found);
    }

    /** A mapping read by {@code reader}; null if absent. */
    <T> @Nullable T map(String key, Function<YamlMap, T> reader) {
        known.add(key);
        Node node = values.get(key);
        return node == null ? null : read((prefix.isEmpty() ? "" : prefix + ".") + key, node, reader);
    }

    /** A mapping of names to numbers; empty if absent. */
    Map<String, Double> numbers(String key) {
        Map<String, Double> found = map(key, nested -> nested.values.keySet().stream()
                .collect(Collectors.toMap(name -> name, name -> nested.number(name, 0))));
        return found == null ? Map.of() : Map.copyOf(found);
    }

    /** A mapping of names to texts, in its order; empty if absent. */
    Map<String, String> named(String key) {
        Map<String, String> found = map(key, nested -> {
            Map<String, String> texts = new LinkedHashMap<>();
            nested.values.keySet().forEach(name -> texts.put(name, nested.text(name)));
            return texts;
        });
        return found == null ? Map.of() : Collections.unmodifiableMap(found);
    }

    /** A mapping of names to mappings, each read by {@code reader}, in its order; empty if absent. */
    <T> Map<String, T> mapsByName(String key, Function<YamlMap, T> reader) {
        Map<String, T> found = map(key, nested -> {
            Map<String, T> each = new LinkedHashMap<>();
            nested.values.forEach((name, node) -> {
                nested.known.add(name);
                each.put(name, nested.read(nested.prefix + "." + name, node, reader));
            });
            return each;
        });
        return found == null ? Map.of() : Collections.unmodifiableMap(found);
    }

    private <T> T read(String name, Node node, Function<YamlMap, T> reader) {
        YamlMap nested = new YamlMap(file, name, node, node.getStartMark().getLine() + 1, problems);
        T value = reader.apply(nested);
        nested.refuseUnknownKeys();
        return value;
    }

    /** To be called last: every key that nobody asked for is a problem. */
    void refuseUnknownKeys() {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                problem(key, "unknown key; expected one of " + String.join(", ", known));
            }
        }
    }

    private List<Node> items(String key) {
        Node node = values.get(key);
        if (node == null) {
            return List.of();
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        problem(key, "expected a list, found " + describe(node));
        return List.of();
    }

    private static String describe(@Nullable Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue().isEmpty() ? "nothing" : "\"" + scalar.getValue() + "\"";
        }
        return node == null ? "nothing" : "a " + node.getNodeId();
    }
}
