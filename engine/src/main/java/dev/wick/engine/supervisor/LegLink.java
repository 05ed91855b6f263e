package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.CandleSink;
import dev.wick.adapters.feed.FeedConnection;
import dev.wick.adapters.feed.Series;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.Int2ObjectHashMap;

/** One connection of a leg, and what has been asked on it. The supervisor's thread. */
final class LegLink {
    final Leg leg;
    final String threadName;
    final LegSink sink;

    /** Set right after the dial has begun. */
    FeedConnection connection;
    /** The handshake is done, and it has not ended. */
    boolean open;
    /** When the handshake was done, UTC ms; 0 before that. */
    long openedAtMs;
    /** What was said about its coming end; null if nothing. */
    String announced;
    /** It is no longer its leg's: only its end is awaited. */
    boolean detached;
    /** It is the circuit breaker's trial, which is not over. */
    boolean trial;
    /** The exchange has answered a subscription on it, or delivered. */
    boolean proven;
    /** When the last acknowledgement came, UTC ms. */
    long acknowledgedAtMs;
    /** The most rounds in vain that were held against the venue. */
    int failedRounds;

    private final Int2ObjectHashMap<Asked> asked = new Int2ObjectHashMap<>();
    private final Map<Integer, Series> toAsk = new LinkedHashMap<>();
    private final Map<Integer, Series> toDrop = new LinkedHashMap<>();
    private int unanswered;

    LegLink(final Leg leg, final String threadName, final CandleSink next) {
        this.leg = leg;
        this.threadName = threadName;
        this.sink = new LegSink(next);
    }

    /** The handshake is done; all series of the leg are to be asked for. */
    void opened(final long nowMs) {
        open = true;
        openedAtMs = nowMs;
        leg.series.values().forEach(this::ask);
    }

    /** The series is to be asked for, again if need be. */
    void ask(final Series series) {
        final Asked known = asked.get(series.id());
        if (known != null && known.state == Asked.State.ACKNOWLEDGED) {
            // Exchanges do not answer, or do not obey, a repeated subscription.
            toDrop.put(series.id(), series);
        }
        toAsk.put(series.id(), series);
    }

    /** The series is wanted no more. */
    void drop(final Series series) {
        toAsk.remove(series.id());
        final Asked known = asked.remove(series.id());
        if (known != null) {
            unanswered -= known.state == Asked.State.UNANSWERED ? 1 : 0;
            if (known.state != Asked.State.REFUSED) {
                toDrop.put(series.id(), series);
            }
        }
    }

    /** Something waits to be asked for. */
    boolean hasToAsk() {
        return !toAsk.isEmpty();
    }

    boolean hasToDrop() {
        return !toDrop.isEmpty();
    }

    /** Sends what waits. */
    void send() {
        if (hasToDrop()) {
            connection.unsubscribe(new ArrayList<>(toDrop.values()));
            toDrop.clear();
        }
        if (hasToAsk()) {
            toAsk.values().forEach(this::noteAsked);
            connection.subscribe(new ArrayList<>(toAsk.values()));
            toAsk.clear();
        }
    }

    private void noteAsked(final Series series) {
        final Asked entry = asked.computeIfAbsent(series.id(), id -> {
            unanswered++;
            return new Asked(series);
        });
        turn(entry, Asked.State.UNANSWERED);
        entry.candleBeforeMs = sink.lastCandleMs(series.id());
    }

    /** A subscription stands differently now. */
    void turn(final Asked entry, final Asked.State state) {
        unanswered += (state == Asked.State.UNANSWERED ? 1 : 0) - (entry.state == Asked.State.UNANSWERED ? 1 : 0);
        entry.state = state;
        if (state == Asked.State.ACKNOWLEDGED && !toDrop.containsKey(entry.series.id())) {
            toAsk.remove(entry.series.id());
        }
    }

    /** What has become of a series here; null if it was not asked for. */
    Asked asked(final int seriesId) {
        return asked.get(seriesId);
    }

    /** Everything that was asked for. */
    Collection<Asked> asked() {
        return asked.values();
    }

    boolean isAcknowledged(final int seriesId) {
        final Asked entry = asked.get(seriesId);
        return entry != null && entry.state == Asked.State.ACKNOWLEDGED;
    }

    /** Whether a candle has come since the series was last asked for. */
    boolean delivers(final int seriesId) {
        final Asked entry = asked.get(seriesId);
        return entry != null && sink.lastCandleMs(seriesId) != entry.candleBeforeMs;
    }

    /** Whether any answer is awaited, or anything waits to be asked for. */
    boolean isPending() {
        return unanswered > 0 || hasToAsk();
    }

    /** Series that deliver and were not acknowledged. */
    List<Series> answeredByCandles() {
        if (unanswered == 0) {
            return List.of();
        }
        final List<Series> found = new ArrayList<>();
        for (final Asked entry : asked.values()) {
            if (entry.state == Asked.State.UNANSWERED && delivers(entry.series.id())) {
                found.add(entry.series);
            }
        }
        return found;
    }

    /** Whether any candle has come. */
    boolean hasDelivered() {
        return sink.lastCandleMs() != LegSink.NEVER;
    }
}
