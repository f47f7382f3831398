package fr.dmp.pilotage.catalog;

import java.util.List;

/** The declarations are wrong; one problem per line: file, line, key, what was expected and found. */
public final class CatalogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    public CatalogException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
