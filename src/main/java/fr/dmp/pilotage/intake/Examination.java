package fr.dmp.pilotage.intake;

import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.feeds.Expander;
import fr.dmp.pilotage.feeds.FileLimits;
import fr.dmp.pilotage.feeds.Layout;
import fr.dmp.pilotage.feeds.Survey;
import fr.dmp.pilotage.feeds.Surveyor;
import fr.dmp.pilotage.findings.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds one file against its contract: plain text while it is copied, what has to be expanded from its copy. */
final class Examination {

    private final FeedDefinition feed;
    private final FileLimits limits;
    private final Surveyor surveyor;
    private final Expansions expansions;
    private final boolean packed;
    private final List<Finding> findings = new ArrayList<>();
    private @Nullable Survey survey;
    private @Nullable Path text;

    /** Looks at the first bytes of the file, whatever it is named. */
    Examination(Path file, FeedDefinition feed, FileLimits limits, int pageRows, Expansions expansions)
            throws IOException {
        this.feed = feed;
        this.limits = limits;
        this.surveyor = new Surveyor(feed, pageRows, limits);
        this.expansions = expansions;
        try (InputStream in = Files.newInputStream(file)) {
            this.packed = Expander.isPacked(in.readNBytes(Expander.HEAD));
        }
    }

    /** Who sees the bytes while they are copied; null if they are expanded first. */
    @Nullable
    Surveyor whileCopied() {
        return packed ? null : surveyor;
    }

    /** To be called once, when the file is copied. */
    void conclude(Path copy) throws IOException {
        if (packed) {
            expand(copy);
        } else {
            Surveyor.Outcome outcome = surveyor.outcome();
            survey = outcome.survey();
            if (outcome.refusal() != null) {
                findings.add(outcome.refusal());
            }
        }
        if (survey != null) {
            findings.addAll(Layout.match(feed, survey.header()).findings());
        }
    }

    private void expand(Path copy) throws IOException {
        Path target = expansions.newText();
        text = target;
        Expander.Outcome outcome = new Expander(feed, limits).expand(copy, target, surveyor);
        survey = outcome.survey();
        findings.addAll(outcome.findings());
    }

    /** What one pass told; null if the file is refused. */
    @Nullable
    Survey survey() {
        return survey;
    }

    List<Finding> findings() {
        return findings;
    }

    /** What the file was expanded to, as far as it went; null if it is plain text. */
    @Nullable
    Path text() {
        return text;
    }
}
