package fr.dmp.pilotage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The published table as text and figures, read without any of the product's code. */
public final class PublishedFigures {

    public static final String NAME = "synthese_regions_2012-09-25.tsv";

    private PublishedFigures() {}

    public static String text() {
        try (InputStream in = PublishedFigures.class.getResourceAsStream("/sample/" + NAME)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A region or France, and its six figures. */
    public record Row(String region, List<Long> figures) {}

    /** The 26 regions, then France. */
    public static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (String line : text().lines().skip(1).toList()) {
            String[] cells = line.split("\t", -1);
            List<Long> figures = new ArrayList<>();
            for (int i = 1; i < cells.length; i++) {
                figures.add(Long.parseLong(cells[i].replace(" ", "")));
            }
            rows.add(new Row(cells[0].equals("Total France") ? "France" : cells[0], figures));
        }
        return rows;
    }
}
