package fr.dmp.pilotage.pipeline;

import fr.dmp.pilotage.catalog.Geography;
import fr.dmp.pilotage.feeds.FileLimits;
import fr.dmp.pilotage.feeds.PageReader;
import fr.dmp.pilotage.feeds.RowPage;
import fr.dmp.pilotage.intake.Expansions;
import fr.dmp.pilotage.warehouse.FactWriter;
import fr.dmp.pilotage.warehouse.KeysSeen;
import fr.dmp.pilotage.warehouse.Load;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Loads the pages {@code from} to {@code to} of one load, a page per transaction, passing over those that are in already.
 * What is in is read from the warehouse and not from the step's context, which Spring Batch also writes after a chunk
 * that was rolled back: a page would be lost.
 */
class PageWorker implements ItemStreamReader<RowPage>, ItemWriter<RowPage> {

    static final String FROM = "page.from";
    static final String TO = "page.to";

    private final Load load;
    private final Expansions expansions;
    private final FileLimits limits;
    private final Geography geography;
    private final FactWriter facts;
    private final KeysSeen keysSeen;
    private final Progress progress;

    private @Nullable PageReader pages;
    private Set<Integer> loaded = Set.of();
    private int next;
    private int to;

    PageWorker(
            Load load,
            Expansions expansions,
            FileLimits limits,
            Geography geography,
            FactWriter facts,
            KeysSeen keysSeen,
            Progress progress) {
        this.load = load;
        this.expansions = expansions;
        this.limits = limits.with(load.feed().limits());
        this.geography = geography;
        this.facts = facts;
        this.keysSeen = keysSeen;
        this.progress = progress;
    }

    @Override
    public void open(ExecutionContext context) {
        next = context.getInt(FROM);
        to = context.getInt(TO);
        loaded = facts.loadedPages(load.loadId());
        Path bytes = expansions.surveyed(load.loadId(), load.sha256(), load.survey());
        pages = new PageReader(bytes, load.survey(), load.feed(), load.period(), geography, limits);
    }

    @Override
    public @Nullable RowPage read() {
        while (next < to && loaded.contains(next)) {
            next++;
            progress.done(1);
        }
        return pages == null || next >= to ? null : CellsAgain.asSent(load, pages.read(next++));
    }

    @Override
    public void write(Chunk<? extends RowPage> chunk) {
        for (RowPage page : chunk) {
            if (pages != null) {
                facts.write(load, pages.storedColumns(), page);
                keysSeen.see(load, pages.storedColumns(), page);
            }
            progress.done(1);
        }
    }

    @Override
    public void close() {
        try {
            if (pages != null) {
                pages.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the archived file of load " + load.loadId(), e);
        }
    }
}
