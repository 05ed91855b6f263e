package dev.wick.engine.supervisor;

/** What is known of one wanted series' liveness. The supervisor's thread. */
final class SeriesHealth {
    final Rhythm rhythm;
    Liveness state = Liveness.LIVE;
    String reason = "";
    /** When its last candle was received on the stream, UTC ms; 0 for never. */
    long lastCandleMs;
    /** From when on its silence counts, UTC ms: subscribed, or shown to be right to be silent. */
    long quietSinceMs;
    /** REST is being asked whether it is right to be silent. */
    boolean isChecking;
    /** Before which REST is not asked again, UTC ms. */
    long nextCheckMs;
    /** REST knows of trades; when it is time to see whether the stream has brought them by now, UTC ms; 0 for no such. */
    long verdictAtMs;
    /** When it was subscribed again because it was mute, UTC ms; 0 for no such. */
    long askedAgainMs;
    /** How often that has not helped. */
    int fruitless;

    SeriesHealth(final Rhythm rhythm, final long nowMs) {
        this.rhythm = rhythm;
        quietSinceMs = nowMs;
    }
}
