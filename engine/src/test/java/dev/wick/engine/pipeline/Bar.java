package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.Source;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A candle as a value, for the model: what the exchange did not send is null.
 *
 * @param position of a closed candle that was published: its place in the order of publication
 * @param values open, high, low, close, volume, quote volume, contracts: exact, without trailing zeros
 */
record Bar(
        int series,
        long openTimeMs,
        Long eventTimeMs,
        List<BigDecimal> values,
        Long trades,
        boolean closed,
        Finality finality,
        Source source,
        int revision,
        int leg,
        Long position) {
    static final int OPEN = 0;
    static final int HIGH = 1;
    static final int LOW = 2;
    static final int CLOSE = 3;
    static final int VOLUME = 4;
    static final int QUOTE_VOLUME = 5;
    static final int CONTRACTS = 6;

    static Bar of(final Candle candle) {
        return new Bar(
                candle.seriesId,
                candle.openTimeMs,
                known(candle.eventTimeMs),
                Arrays.asList(
                        candle.open.toBigDecimal(),
                        candle.high.toBigDecimal(),
                        candle.low.toBigDecimal(),
                        candle.close.toBigDecimal(),
                        candle.volume.toBigDecimal(),
                        candle.quoteVolume.toBigDecimal(),
                        candle.contracts.toBigDecimal()),
                known(candle.tradeCount),
                candle.closed,
                candle.finality,
                candle.source,
                candle.revision,
                candle.legId,
                known(candle.position));
    }

    /** A closed one of which nothing is known but that there was one. */
    static Bar unknown(final int series, final long openTimeMs) {
        final List<BigDecimal> nothing = Arrays.asList(new BigDecimal[CONTRACTS + 1]);
        return new Bar(series, openTimeMs, null, nothing, null, true, null, Source.STREAM, 0, 0, null);
    }

    /** Fills a candle with this. */
    void into(final Candle candle) {
        candle.clear();
        candle.seriesId = series;
        candle.openTimeMs = openTimeMs;
        candle.eventTimeMs = orNone(eventTimeMs);
        set(candle.open, OPEN);
        set(candle.high, HIGH);
        set(candle.low, LOW);
        set(candle.close, CLOSE);
        set(candle.volume, VOLUME);
        set(candle.quoteVolume, QUOTE_VOLUME);
        set(candle.contracts, CONTRACTS);
        candle.tradeCount = orNone(trades);
        candle.closed = closed;
        candle.finality = finality;
        candle.source = source;
        candle.revision = revision;
        candle.legId = leg;
        candle.position = orNone(position);
    }

    BigDecimal value(final int which) {
        return values.get(which);
    }

    Bar asClosedBy(final Finality how) {
        return new Bar(series, openTimeMs, eventTimeMs, values, trades, true, how, source, revision, leg, position);
    }

    Bar asOpen() {
        return new Bar(series, openTimeMs, eventTimeMs, values, trades, false, null, source, 0, leg, position);
    }

    Bar withRevision(final int number) {
        return new Bar(
                series, openTimeMs, eventTimeMs, values, trades, closed, finality, source, number, leg, position);
    }

    Bar at(final long place) {
        return new Bar(series, openTimeMs, eventTimeMs, values, trades, closed, finality, source, revision, leg, place);
    }

    Bar withValues(final List<BigDecimal> other) {
        return new Bar(
                series, openTimeMs, eventTimeMs, other, trades, closed, finality, source, revision, leg, position);
    }

    Bar withOpenTime(final long otherMs) {
        return new Bar(series, otherMs, eventTimeMs, values, trades, closed, finality, source, revision, leg, position);
    }

    Bar fromLeg(final int other) {
        return new Bar(
                series, openTimeMs, eventTimeMs, values, trades, closed, finality, source, revision, other, position);
    }

    Bar fromStream() {
        return new Bar(
                series,
                openTimeMs,
                eventTimeMs,
                values,
                trades,
                closed,
                finality,
                Source.STREAM,
                revision,
                leg,
                position);
    }

    /** Whether a value that both have is different; prices, volumes and the number of trades count as values. */
    boolean differsFrom(final Bar other) {
        for (int i = 0; i < values.size(); i++) {
            final BigDecimal mine = value(i);
            final BigDecimal its = other.value(i);
            if (mine != null && its != null && mine.compareTo(its) != 0) {
                return true;
            }
        }
        return trades != null && other.trades != null && !Objects.equals(trades, other.trades);
    }

    private void set(final Decimal decimal, final int which) {
        final BigDecimal value = value(which);
        if (value != null) {
            decimal.set(value.unscaledValue().longValueExact(), value.scale());
        }
    }

    private static Long known(final long value) {
        return value == Candle.NONE ? null : value;
    }

    private static long orNone(final Long value) {
        return value == null ? Candle.NONE : value;
    }
}
