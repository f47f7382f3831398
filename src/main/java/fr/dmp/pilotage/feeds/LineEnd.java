package fr.dmp.pilotage.feeds;

/** What ends the lines of a text, line ends within quotes left out. */
public enum LineEnd {
    /** A line feed, as Unix writes it. */
    LF,
    /** A carriage return and a line feed, as Windows writes it. */
    CRLF,
    /** A carriage return, as Mac OS wrote it before 2001. */
    CR,
    /** More than one of these. */
    MIXED;

    /**
     * Tells it from how often each character was met.
     *
     * @param lineFeeds without a carriage return before
     * @param carriageReturns with a line feed after or without
     * @param pairs carriage returns with a line feed after
     */
    static LineEnd of(long lineFeeds, long carriageReturns, long pairs) {
        if (carriageReturns == 0) {
            return LF; // a text of one line, whose end is not written, is as good as any
        }
        if (lineFeeds > 0 || (pairs > 0 && pairs < carriageReturns)) {
            return MIXED;
        }
        return pairs == 0 ? CR : CRLF;
    }
}
