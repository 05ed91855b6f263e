package dev.wick.engine.supervisor;

/** A range of open times of one series that is to be fetched. The supervisor's thread. */
final class Owed {
    Urgency urgency;
    /** Its first open time, UTC ms. */
    long fromMs;
    /** Its last, UTC ms, inclusive; before the first if it is only looked for what may be there. */
    long toMs;
    /** When it may be asked for again, UTC ms. */
    long nextTryMs;
    /** How often in a row it was asked for in vain. */
    int failures;
    /** Why it is still missing. */
    MissingReason reason = MissingReason.NOT_ASKED;
    /** The code of the reason that subscribers were told last; null for none. */
    String told;
    /** Older than what the exchange keeps: asked for rarely, and after everything else. */
    boolean isBeyondHistory;

    Owed(final Urgency urgency, final long fromMs, final long toMs) {
        this.urgency = urgency;
        this.fromMs = fromMs;
        this.toMs = toMs;
    }

    /** Another part of the same. */
    Owed part(final long partFromMs, final long partToMs) {
        final Owed part = new Owed(urgency, partFromMs, partToMs);
        part.nextTryMs = nextTryMs;
        part.failures = failures;
        part.reason = reason;
        part.told = told;
        part.isBeyondHistory = isBeyondHistory;
        return part;
    }

    boolean overlaps(final long otherFromMs, final long otherToMs) {
        return fromMs <= otherToMs && toMs >= otherFromMs;
    }

    /** Whether this goes before another one: by urgency, then the newest first; what is beyond the history goes last. */
    int compareWith(final Owed other) {
        if (isBeyondHistory != other.isBeyondHistory) {
            return isBeyondHistory ? 1 : -1;
        }
        final int byUrgency = urgency.compareTo(other.urgency);
        return byUrgency != 0 ? byUrgency : Long.compare(other.toMs, toMs);
    }
}
