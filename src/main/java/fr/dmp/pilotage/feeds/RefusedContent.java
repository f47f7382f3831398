package fr.dmp.pilotage.feeds;

import fr.dmp.pilotage.findings.Finding;

/**
 * Ends the expansion of a file that is refused: the only way out of a parser that calls back. It never leaves the package;
 * {@link Expander} makes a value of it.
 */
@SuppressWarnings("serial") // thrown and caught within one call
final class RefusedContent extends RuntimeException {

    private final transient Finding finding;

    RefusedContent(Finding finding) {
        super(finding.message(), null, false, false);
        this.finding = finding;
    }

    Finding finding() {
        return finding;
    }
}
