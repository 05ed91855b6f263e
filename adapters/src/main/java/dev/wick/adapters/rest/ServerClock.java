package dev.wick.adapters.rest;

import com.dslplatform.json.JsonReader;
import dev.wick.adapters.feed.HistoryClient;
import dev.wick.adapters.feed.HistoryException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.agrona.concurrent.NanoClock;

/**
 * Knows a time that the exchange's clock has certainly passed, without asking each time.
 *
 * <p>When an answer with the exchange's time arrives, its clock shows at least that time; from then on our monotonic clock
 * adds what has elapsed, less a thousandth, since the two clocks may run at different speeds (a clock that is being corrected
 * may be off by half of that). Asked again once a minute. Our wall clock takes no part, so that a skewed one closes no candle
 * early. Thread-safe.
 */
public final class ServerClock {
    /** Asks the exchange for anything that tells its time; blocks. */
    @FunctionalInterface
    public interface Request {
        RestAnswer ask() throws HistoryException;
    }

    /** Finds the exchange's time, UTC ms and not ahead of it, in an answer. */
    @FunctionalInterface
    public interface Reading {
        long serverMs(RestAnswer answer) throws IOException;
    }

    private static final long MAX_AGE_NS = TimeUnit.MINUTES.toNanos(1);
    private static final long CLOSE_AGE_NS = TimeUnit.SECONDS.toNanos(1);

    /** July 2017, when the oldest of the exchanges that we speak to opened; an earlier time is none of theirs. */
    private static final long EARLIEST_MS = 1_498_867_200_000L;

    /** Anything later, such as a time in microseconds, is not a time in ms: the year 2100. */
    private static final long LATEST_MS = 4_102_444_800_000L;

    private record Measured(long serverMs, long arrivedNs, HistoryClient.ServerTime reading) {}

    private final String name;
    private final NanoClock clock;
    private final Request request;
    private final Reading reading;
    private final ReentrantLock measuring = new ReentrantLock();
    private volatile Measured latest;

    /**
     * Asks nothing yet.
     *
     * @param name whose clock it is, for messages
     * @param clock monotonic ns, the one that stamps answers
     */
    public ServerClock(final String name, final NanoClock clock, final Request request, final Reading reading) {
        this.name = name;
        this.clock = clock;
        this.request = request;
        this.reading = reading;
    }

    /** Reads a field of this name, wherever it is, that holds ms, as number or as text. */
    public static Reading field(final String field) {
        return answer -> {
            final long[] found = {Long.MIN_VALUE};
            final JsonReader<?> reader = RestJson.open(answer.body());
            find(reader, field, found);
            if (found[0] == Long.MIN_VALUE) {
                throw new IOException("there is no " + field + " in it");
            }
            return found[0];
        };
    }

    /**
     * A time, UTC ms, that the exchange's clock has reached by now.
     *
     * @throws HistoryException as the request does; UNREACHABLE when the thread is interrupted, whose interrupted status is
     *     then set
     */
    public long lowerBoundMs() throws HistoryException {
        return lowerBoundMs(MAX_AGE_NS);
    }

    /** The same, asked for anew if the last answer is a second old: for whoever needs a bound that is close. */
    public long closeLowerBoundMs() throws HistoryException {
        return lowerBoundMs(CLOSE_AGE_NS);
    }

    /** What the clock showed at the last answer, asked for anew if that is a second old; otherwise as {@link #lowerBoundMs()}. */
    public HistoryClient.ServerTime reading() throws HistoryException {
        return measured(CLOSE_AGE_NS).reading;
    }

    private long lowerBoundMs(final long maxAgeNs) throws HistoryException {
        return boundMs(measured(maxAgeNs), clock.nanoTime());
    }

    private Measured measured(final long maxAgeNs) throws HistoryException {
        Measured measured = latest;
        if (isOld(measured, maxAgeNs)) {
            try {
                measuring.lockInterruptibly();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new HistoryException(
                        HistoryException.Kind.UNREACHABLE, name + ": the time was not asked for, interrupted", 0, e);
            }
            try {
                measured = latest;
                if (isOld(measured, maxAgeNs)) {
                    measured = measure();
                    latest = measured;
                }
            } finally {
                measuring.unlock();
            }
        }
        return measured;
    }

    private static long boundMs(final Measured measured, final long nowNs) {
        final long elapsedNs = nowNs - measured.arrivedNs;
        return measured.serverMs + TimeUnit.NANOSECONDS.toMillis(elapsedNs - elapsedNs / 1000 - 1);
    }

    private boolean isOld(final Measured measured, final long maxAgeNs) {
        return measured == null || clock.nanoTime() - measured.arrivedNs >= maxAgeNs;
    }

    private Measured measure() throws HistoryException {
        final long askedNs = clock.nanoTime();
        final RestAnswer answer = request.ask();
        try {
            final long serverMs = reading.serverMs(answer);
            if (!isTime(serverMs)) {
                throw new IOException(serverMs + " is no time in ms");
            }
            final long askedTimeNs = answer.receivedTimeNs() - (answer.readNs() - askedNs);
            return new Measured(
                    serverMs,
                    answer.readNs(),
                    new HistoryClient.ServerTime(serverMs, askedTimeNs, answer.receivedTimeNs()));
        } catch (final IOException | IndexOutOfBoundsException e) {
            throw RestJson.bad(answer, "the server time cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isTime(final long serverMs) {
        return serverMs >= EARLIEST_MS && serverMs <= LATEST_MS;
    }

    private static void find(final JsonReader<?> reader, final String wanted, final long[] found) throws IOException {
        if (reader.last() == '[') {
            RestJson.eachElement(reader, (none, r) -> findInside(r, wanted, found));
        } else {
            RestJson.eachField(reader, (field, r) -> {
                if (!field.equals(wanted)) {
                    return findInside(r, wanted, found);
                }
                found[0] = RestJson.wholeNumber(r);
                return r.getNextToken();
            });
        }
    }

    private static byte findInside(final JsonReader<?> reader, final String wanted, final long[] found)
            throws IOException {
        if (reader.last() != '[' && reader.last() != '{') {
            return reader.skip();
        }
        find(reader, wanted, found);
        return reader.getNextToken();
    }
}
