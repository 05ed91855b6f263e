package dev.wick.adapters.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.HistoryClient.Answer;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Binance's own tests do not show: an exchange that forgets, or flags its rows. */
class CandlePagesTest {
    private static final long MINUTE_MS = 60_000;
    private static final long NOW_MS = 1_795_449_600_000L;

    private final Series series = new Series(3, Exchange.BINANCE.venue("spot").orElseThrow(), "X", Interval.M1);
    private final List<Long> delivered = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private long formingMs = Long.MAX_VALUE;
    private long oldestMs = Long.MIN_VALUE;

    private final ServerClock serverClock =
            new ServerClock("x", () -> 0, () -> answer("{\"t\":" + (NOW_MS + 1) + "}"), ServerClock.field("t"));

    private static RestAnswer answer(final String body) {
        return new RestAnswer("http://x", body.getBytes(StandardCharsets.UTF_8), 7, 8, RestAnswer.NO_DATE);
    }

    private CandleRows rows(final Series of, final long fromMs, final long toMs, final int limit) {
        asked.add((fromMs - NOW_MS) / MINUTE_MS + ".." + (toMs - NOW_MS) / MINUTE_MS + " " + limit);
        final List<Candle> rows = new ArrayList<>();
        for (long t = Math.max(fromMs, oldestMs); t <= toMs; t += MINUTE_MS) {
            final Candle row = new Candle();
            row.openTimeMs = t;
            row.closed = t < formingMs;
            rows.add(row);
        }
        return new CandleRows(answer("[]"), rows);
    }

    private Answer ask(final int kept, final int first, final int last) throws Exception {
        final CandlePages pages =
                new CandlePages(new CandlePages.Limits(10, Long.MAX_VALUE, kept), serverClock, () -> 9, this::rows);
        return pages.candles(series, NOW_MS + first * MINUTE_MS, NOW_MS + last * MINUTE_MS, candle -> {
            assertThat(candle.closed).isTrue();
            assertThat(candle.finality).isEqualTo(Finality.REST);
            assertThat(candle.source).isEqualTo(Source.BACKFILL);
            assertThat(candle.closeTimeMs).isEqualTo(candle.openTimeMs + MINUTE_MS - 1);
            assertThat(candle.seriesId).isEqualTo(3);
            assertThat(candle.readNs).isEqualTo(7);
            assertThat(candle.receivedTimeNs).isEqualTo(8);
            assertThat(candle.parsedNs).isEqualTo(9);
            delivered.add((candle.openTimeMs - NOW_MS) / MINUTE_MS);
        });
    }

    private static long minute(final int number) {
        return NOW_MS + number * MINUTE_MS;
    }

    @Test
    void shouldAskPageByPage() throws Exception {
        assertThat(ask(CandlePages.Limits.ALL, -25, 5)).isEqualTo(new Answer(25, minute(-1)));
        assertThat(asked).containsExactly("-25..-16 10", "-15..-6 10", "-5..-1 5");
    }

    @Test
    void shouldStopAtARowThatTheExchangeFlagsAsForming() throws Exception {
        formingMs = minute(-3);
        assertThat(ask(CandlePages.Limits.ALL, -25, 5)).isEqualTo(new Answer(22, minute(-4)));
    }

    @Test
    void shouldProveNothingOfWhatTheExchangeNoLongerHas() throws Exception {
        oldestMs = minute(-11);
        assertThat(ask(12, -30, -1)).isEqualTo(new Answer(9, minute(-31)));
        assertThat(delivered).startsWith(-9L).endsWith(-1L);
        assertThat(ask(12, -30, -20)).isEqualTo(new Answer(0, minute(-31)));
        assertThat(ask(12, -9, -1)).isEqualTo(new Answer(9, minute(-1)));
    }
}
