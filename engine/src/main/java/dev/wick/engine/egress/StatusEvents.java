package dev.wick.engine.egress;

import dev.wick.adapters.feed.Series;
import java.util.Arrays;
import java.util.List;

/**
 * Tells subscribers in which state their series are: at every change, and once after subscribing if it is not the
 * usual one; and what becomes of gaps. The simple form gets such a message only if it asked for events. Egress thread.
 *
 * <p>Each begins with {@code "type":"status"}, {@code exchange}, {@code contract_type}, {@code symbol}, {@code interval}. A
 * message about a gap has an {@code event}, one about the state has none. All times are UTC ms, both ends inclusive:
 *
 * <pre>
 *   {..., "state":"STALE", "reason":"for people", "time":ms}
 *   {..., "event":"gap_opened", "from":open time, "to":open time, "count":n, "time":ms}
 *   {..., "event":"gap_missing", "from":open time, "to":open time, "count":n, "cause":"timeout", "reason":"for people",
 *         "next_try":ms, "time":ms}
 *   {..., "event":"gap_repaired", "delivered":n, "empty":n, "watermark":open time, "time":ms}
 * </pre>
 *
 * <p>{@code gap_missing} comes when a try to fetch has failed, once for each reason in a row; also for what a lost connection
 * may have missed, which no {@code gap_opened} has told of. {@code cause} is one of {@code not_there_yet} (REST does not reach
 * past it), {@code timeout}, {@code unreachable}, {@code http_status}, {@code bad_answer}, {@code rate_limited}, {@code
 * breaker_open}, {@code beyond_history} (older than what the exchange keeps; tried once an hour), {@code failed}. {@code
 * gap_repaired} comes when nothing is missing any more in the series, with the counts since that was so last; not to who is served
 * from the past yet, and so has not all that its watermark says.
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
        tell(series, frame, false);
    }

    /** Something has become known about missing candles. */
    void onGap(final GapEvent event) {
        if (table.of(event.series().id()) != null) {
            tell(event.series(), frame(event), event instanceof GapEvent.Repaired);
        }
    }

    private void tell(final Series series, final byte[] frame, final boolean isForLiveOnly) {
        final SubscriptionTable.Subscribers subscribers = table.of(series.id());
        if (subscribers == null) {
            return;
        }
        for (int i = subscribers.count() - 1; i >= 0; i--) {
            final Session session = subscribers.session(i);
            if (session.wantsEvents && !(isForLiveOnly && table.isReplaying(series.id(), session))) {
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
        if (!session.wantsEvents) {
            return;
        }
        for (final Series series : accepted) {
            if (series.id() < unusual.length && unusual[series.id()] != null && session.isOpen()) {
                sessions.reply(session, unusual[series.id()]);
            }
        }
    }

    private static byte[] frame(final GapEvent event) {
        if (event instanceof final GapEvent.Opened opened) {
            return gap("gap_opened", event)
                    .number("from", opened.fromMs())
                    .number("to", opened.toMs())
                    .number("count", opened.count())
                    .number("time", opened.timeMs())
                    .frame();
        }
        if (event instanceof final GapEvent.Repaired repaired) {
            return gap("gap_repaired", event)
                    .number("delivered", repaired.delivered())
                    .number("empty", repaired.empty())
                    .number("watermark", repaired.watermarkMs())
                    .number("time", repaired.timeMs())
                    .frame();
        }
        final GapEvent.Missing missing = (GapEvent.Missing) event;
        return gap("gap_missing", event)
                .number("from", missing.fromMs())
                .number("to", missing.toMs())
                .number("count", missing.count())
                .string("cause", missing.cause())
                .string("reason", missing.reason())
                .number("next_try", missing.nextTryMs())
                .number("time", missing.timeMs())
                .frame();
    }

    private static JsonOut gap(final String name, final GapEvent event) {
        return about(event.series()).string("event", name);
    }

    private static byte[] frame(final Series series, final String state, final String reason, final long timeMs) {
        return about(series)
                .string("state", state)
                .string("reason", reason)
                .number("time", timeMs)
                .frame();
    }

    private static JsonOut about(final Series series) {
        return JsonOut.message("status")
                .string("exchange", series.venue().exchange().text())
                .string("contract_type", series.venue().contractType().name())
                .string("symbol", series.symbol())
                .string("interval", series.interval().text());
    }
}
