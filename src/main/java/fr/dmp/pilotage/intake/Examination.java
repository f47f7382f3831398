package fr.dmp.pilotage.intake;

import fr.dmp.pilotage.catalog.FeedDefinition;
import fr.dmp.pilotage.feeds.Expander;
import fr.dmp.pilotage.feeds.FileLimits;
import fr.dmp.pilotage.feeds.Layout;
import fr.dmp.pilotage.feeds.PatientData;
import fr.dmp.pilotage.feeds.Survey;
import fr.dmp.pilotage.feeds.Surveyor;
import fr.dmp.pilotage.findings.FileFault;
import fr.dmp.pilotage.findings.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds one file against its contract, and looks it through for data of patients: plain text while it is copied, what has to
 * be expanded from its copy.
 */
final class Examination {

    private final @Nullable FeedDefinition feed;
    private final FileLimits limits;
    private final Surveyor surveyor;
    private final Expansions expansions;
    private final boolean packed;
    private final List<Finding> findings = new ArrayList<>();
    private @Nullable Survey survey;
    private @Nullable Path text;
    private boolean lookedThrough;

    /**
     * Looks at the first bytes of the file, whatever it is named.
     *
     * @param feed null if it is of no feed: it is then looked through alone, unless it would have to be expanded, as no
     *     contract says how
     */
    Examination(Path file, @Nullable FeedDefinition feed, FileLimits limits, int pageRows, Expansions expansions)
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

    /** What else tells that the file is about patients: it is refused, whatever its bytes are. */
    void refuse(Finding aboutPatient) {
        surveyor.refuse(aboutPatient);
    }

    /** To be called once, when the file is copied; tells whether it may be archived. */
    boolean conclude(Path copy) throws IOException {
        FeedDefinition contract = feed;
        if (contract != null && packed) {
            expand(copy, contract);
        } else if (!packed) {
            lookedThrough = surveyor.legible();
            if (contract != null) {
                take(surveyor.outcome());
            }
        }
        if (contract != null && survey != null) {
            findings.addAll(Layout.match(contract, survey.header()).findings());
        }
        if (!lookedThrough) {
            findings.add(FileFault.NOT_LOOKED_THROUGH.ofFile("", ""));
        }
        return lookedThrough && !patients().refuses();
    }

    private void take(Surveyor.Outcome outcome) {
        survey = outcome.survey();
        if (outcome.refusal() != null) {
            findings.add(outcome.refusal());
        }
    }

    private void expand(Path copy, FeedDefinition contract) throws IOException {
        Path target = expansions.newText();
        text = target;
        Expander.Outcome outcome = new Expander(contract, limits).expand(copy, target, surveyor);
        survey = outcome.survey();
        findings.addAll(outcome.findings());
        lookedThrough = outcome.lookedThrough();
    }

    /** What of the file is about patients, as far as it was looked through. */
    PatientData patients() {
        return surveyor.patients();
    }

    /** Whether the copy is in quarantine. */
    boolean quarantined() {
        return !lookedThrough || patients().refuses();
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
