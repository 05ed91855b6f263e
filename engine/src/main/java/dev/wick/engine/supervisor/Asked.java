package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.Series;

/** What has become of one series' subscription on one connection. The supervisor's thread. */
final class Asked {
    /** How it stands. */
    enum State {
        UNANSWERED,
        ACKNOWLEDGED,
        REFUSED
    }

    final Series series;
    State state = State.UNANSWERED;
    /** When its last candle had come before it was asked for, UTC ms: another time than this is an answer. */
    long candleBeforeMs;
    /** How often it was asked for in vain. */
    int rounds;
    /** What the exchange said when it refused. */
    String refusal;

    Asked(final Series series) {
        this.series = series;
    }
}
