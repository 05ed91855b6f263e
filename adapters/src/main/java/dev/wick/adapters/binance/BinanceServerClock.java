package dev.wick.adapters.binance;

import com.dslplatform.json.JsonReader;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.rest.RestAnswer;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.agrona.concurrent.NanoClock;

/**
 * Knows a time that the exchange's clock has certainly passed, without asking each time.
 *
 * <p>When the answer of {@code /time} arrives, the exchange's clock shows at least the time in it; from then on our
 * monotonic clock adds what has elapsed, less a thousandth, since the two clocks may run at different speeds (a clock that
 * is being corrected may be off by half of that). Asked again once a minute. Our wall clock takes no part, so that a skewed
 * one closes no candle early. Thread-safe.
 */
final class BinanceServerClock {
    /** Asks the exchange; blocks. */
    @FunctionalInterface
    interface Request {
        RestAnswer time() throws HistoryException;
    }

    private static final long MAX_AGE_NS = TimeUnit.MINUTES.toNanos(1);

    /** Binance opened in July 2017. */
    private static final long EARLIEST_MS = 1_498_867_200_000L;

    /** Anything later, such as a time in microseconds, is not a time in ms: the year 2100. */
    private static final long LATEST_MS = 4_102_444_800_000L;

    private record Measured(long serverMs, long arrivedNs) {}

    private final NanoClock clock;
    private final Request request;
    private final ReentrantLock measuring = new ReentrantLock();
    private volatile Measured latest;

    BinanceServerClock(final NanoClock clock, final Request request) {
        this.clock = clock;
        this.request = request;
    }

    /** A time, UTC ms, that the exchange's clock has reached by now. */
    long lowerBoundMs() throws HistoryException, InterruptedException {
        Measured measured = latest;
        if (isOld(measured)) {
            measuring.lockInterruptibly();
            try {
                measured = latest;
                if (isOld(measured)) {
                    measured = measure();
                    latest = measured;
                }
            } finally {
                measuring.unlock();
            }
        }
        final long elapsedNs = clock.nanoTime() - measured.arrivedNs;
        return measured.serverMs + TimeUnit.NANOSECONDS.toMillis(elapsedNs - elapsedNs / 1000 - 1);
    }

    private boolean isOld(final Measured measured) {
        return measured == null || clock.nanoTime() - measured.arrivedNs >= MAX_AGE_NS;
    }

    private Measured measure() throws HistoryException {
        final RestAnswer answer = request.time();
        final long[] serverMs = {-1};
        try {
            final JsonReader<?> reader = BinanceJson.open(answer.body());
            BinanceJson.eachField(reader, (field, r) -> {
                if (!field.equals("serverTime")) {
                    return r.skip();
                }
                serverMs[0] = BinanceJson.wholeNumber(r);
                return r.getNextToken();
            });
        } catch (final IOException | IndexOutOfBoundsException e) {
            throw BinanceJson.bad(answer, "the server time cannot be read: " + e.getMessage(), e);
        }
        if (serverMs[0] < EARLIEST_MS || serverMs[0] > LATEST_MS) {
            throw BinanceJson.bad(answer, "there is no serverTime in ms in it", null);
        }
        return new Measured(serverMs[0], answer.readNs());
    }
}
