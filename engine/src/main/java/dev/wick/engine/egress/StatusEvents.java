package dev.wick.engine.egress;

import dev.wick.adapters.feed.Series;
import java.util.Arrays;
import java.util.List;

/**
 * Tells full-form subscribers in which state their series are: at every change, and once after subscribing if it is not the
 * usual one. The simple form knows no such message. Egress thread.
 */
final class StatusEvents {
    private static final String USUAL = "LIVE";

    private final Sessions sessions;
    private final SubscriptionTable table;
    /** The last event of each series, null while its state is the usual one. */
    private byte[][] unusual = new byte[64][];
    /** The states that these tell. */
    private String[] states = new String[64];

    StatusEvents(final Sessions sessions, final SubscriptionTable table) {
        this.sessions = sessions;
        this.table = table;
    }

    /** A series is in another state. */
    void onStatus(final Series series, final String state, final String reason, final long timeMs) {
        final byte[] frame = frame(series, state, reason, timeMs);
        if (series.id() >= unusual.length) {
            unusual = Arrays.copyOf(unusual, Math.max(series.id() + 1, 2 * unusual.length));
            states = Arrays.copyOf(states, unusual.length);
        }
        unusual[series.id()] = USUAL.equals(state) ? null : frame;
        states[series.id()] = state;
        final SubscriptionTable.Subscribers subscribers = table.of(series.id());
        if (subscribers == null) {
            return;
        }
        for (int i = subscribers.count() - 1; i >= 0; i--) {
            final Session session = subscribers.session(i);
            if (!session.isSimple) {
                sessions.reply(session, frame);
            }
        }
    }

    /** The state of a series, as it was told last. */
    String state(final int seriesId) {
        return seriesId < states.length && states[seriesId] != null ? states[seriesId] : USUAL;
    }

    /** Somebody has subscribed to these series, and was told so. */
    void onSubscribed(final Session session, final List<Series> accepted) {
        if (session.isSimple) {
            return;
        }
        for (final Series series : accepted) {
            if (series.id() < unusual.length && unusual[series.id()] != null && session.isOpen()) {
                sessions.reply(session, unusual[series.id()]);
            }
        }
    }

    private static byte[] frame(final Series series, final String state, final String reason, final long timeMs) {
        return JsonOut.message("status")
                .string("exchange", series.venue().exchange().text())
                .string("contract_type", series.venue().contractType().name())
                .string("symbol", series.symbol())
                .string("interval", series.interval().text())
                .string("state", state)
                .string("reason", reason)
                .number("time", timeMs)
                .frame();
    }
}
