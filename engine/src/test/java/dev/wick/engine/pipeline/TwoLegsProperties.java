package dev.wick.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.LegSide;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Two legs bring one market's messages, each in order and as late as it likes, and lose some of them to drops, never the same ones:
 * what is published as closed is what one perfect leg would have brought, each bar once.
 */
class TwoLegsProperties {
    private static final int BARS = 12;
    private static final int MOST_UPDATES = 5;

    /** One message of the exchange; the price grows with every message, so that it tells the version. */
    private record Message(int minute, long price, long trades, long eventTimeMs, boolean closed) {}

    private enum Kind {
        /** A flag and an event time, as Binance sends them. */
        FLAGGED,
        /** A flag and values, as OKX sends them. */
        UNSTAMPED,
        /** No flag: the next bar closes, as on Hyperliquid. */
        BY_SUCCESSOR
    }

    /** One leg: where it is in the stream, and what its parser remembers. */
    private static final class LegModel {
        final LegSide side;
        final boolean[] isDown;
        int at;
        Message last;

        LegModel(final LegSide side, final int messages) {
            this.side = side;
            isDown = new boolean[messages];
        }
    }

    @Property(tries = 500)
    void shouldPublishWhatOnePerfectLegWould(@ForAll final long seed, @ForAll final Kind kind) {
        final SplittableRandom random = new SplittableRandom(seed);
        final PipelineBed bed = new PipelineBed();
        final List<Message> stream = stream(random, kind);
        final LegModel a = new LegModel(LegSide.A, stream.size());
        final LegModel b = new LegModel(LegSide.B, stream.size());
        drop(random, a.isDown, b.isDown);
        while (a.at < stream.size() || b.at < stream.size()) {
            final boolean isA = b.at == stream.size() || (a.at < stream.size() && random.nextBoolean());
            final LegModel leg = isA ? a : b;
            for (int burst = random.nextInt(6); burst >= 0 && leg.at < stream.size(); burst--) {
                bring(bed, leg, stream, kind);
            }
            bed.step();
        }

        final List<String> published = bed.drainClosed();
        Collections.sort(published);
        final List<String> expected = new ArrayList<>(expected(stream));
        Collections.sort(expected);
        assertThat(published).as("seed %s of %s", seed, kind).isEqualTo(expected);
        assertThat(bed.states.watermarkMs(bed.btc.id())).isEqualTo(PipelineBed.minute(BARS - 1));
        assertThat(bed.states.missing()).isZero();
        assertThat(bed.errors).isEmpty();
    }

    private static List<Message> stream(final SplittableRandom random, final Kind kind) {
        final List<Message> stream = new ArrayList<>();
        for (int minute = 0; minute <= BARS; minute++) {
            final int updates = 1 + random.nextInt(MOST_UPDATES);
            for (int i = 0; i < updates; i++) {
                final boolean closed = kind != Kind.BY_SUCCESSOR && i == updates - 1 && minute < BARS;
                final long price = 1_000L + stream.size();
                final boolean hasStamps = kind == Kind.FLAGGED;
                stream.add(new Message(
                        minute,
                        price,
                        kind == Kind.UNSTAMPED ? Candle.NONE : i + 1L,
                        hasStamps ? PipelineBed.minute(minute) + i : Candle.NONE,
                        closed));
            }
        }
        return stream;
    }

    /** Drops of either, and between the end of one and the start of the next at least two messages that both bring. */
    private static void drop(final SplittableRandom random, final boolean[] a, final boolean[] b) {
        // The first bar is both legs': what a series owes begins with the first that is published.
        int from = MOST_UPDATES + 2 + random.nextInt(5);
        while (from < a.length) {
            final boolean[] leg = random.nextBoolean() ? a : b;
            final int to = Math.min(a.length, from + 1 + random.nextInt(12));
            for (int i = from; i < to; i++) {
                leg[i] = true;
            }
            from = to + 2 + random.nextInt(8);
        }
    }

    private static void bring(final PipelineBed bed, final LegModel leg, final List<Message> stream, final Kind kind) {
        final int at = leg.at++;
        final Message message = stream.get(at);
        if (leg.isDown[at]) {
            leg.last = null;
            return;
        }
        if (kind == Kind.BY_SUCCESSOR && leg.last != null && leg.last.minute < message.minute) {
            publish(bed, leg, leg.last, Finality.SUCCESSOR);
        }
        leg.last = message;
        publish(bed, leg, message, message.closed ? Finality.EXCHANGE : null);
    }

    private static void publish(
            final PipelineBed bed, final LegModel leg, final Message message, final Finality finality) {
        final Candle candle =
                PipelineBed.fill(new Candle(), bed.btc.id(), message.minute, message.price, finality != null);
        candle.finality = finality;
        candle.tradeCount = message.trades;
        candle.eventTimeMs = message.eventTimeMs;
        candle.legId = leg.side.legId(0);
        candle.readNs = 1;
        bed.publisher.onCandle(candle);
    }

    private static List<String> expected(final List<Message> stream) {
        final List<String> expected = new ArrayList<>();
        for (int i = 0; i + 1 < stream.size(); i++) {
            if (stream.get(i + 1).minute > stream.get(i).minute) {
                expected.add(stream.get(i).minute + ":" + stream.get(i).price);
            }
        }
        return expected;
    }
}
