package dev.wick.adapters.rest;

import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.limit.RateLimiter;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Asks one venue over its exchange's HTTP client: a bounded number of requests at once, within the rate limits, each with a
 * time and a size limit. Nothing is asked twice by itself.
 *
 * <p>Thread-safe; every call blocks its caller, who may be interrupted. Until the first request has ended no second one is
 * sent: an address that the venue refuses is told so once, not once for each connection.
 */
public final class RestClient implements AutoCloseable {
    /** The largest body that is read. */
    public static final int MAX_ANSWER_BYTES = 16 << 20;

    private static final String CLOSED = "the client is closed";

    private final ExchangeHttp http;
    private final AdapterContext context;
    private final RestDialect dialect;
    private final RateLimiter limiter;
    private final Semaphore turns = new Semaphore(1, true);
    private final AtomicBoolean warm = new AtomicBoolean();
    private final Map<Object, Future<?>> underWay = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * Makes a client; it connects with its first request.
     *
     * @param http stays open when this is closed
     * @param context its REST time-out and clocks are used
     * @param limiter of the venues that the exchange counts together
     */
    public RestClient(
            final ExchangeHttp http,
            final AdapterContext context,
            final RestDialect dialect,
            final RateLimiter limiter) {
        this.http = http;
        this.context = context;
        this.dialect = dialect;
        this.limiter = limiter;
    }

    /**
     * Asks with GET, and gives the body of an answer with status 200 that is JSON and no refusal.
     *
     * @param uri with scheme http or https
     * @param weight what the request costs, at most the limiter's
     * @throws HistoryException of every kind; UNREACHABLE also after {@link #close} and when the thread is interrupted,
     *     whose interrupted status is then set
     */
    public RestAnswer get(final URI uri, final int weight) throws HistoryException {
        return ask(uri, null, weight);
    }

    /**
     * Asks with POST; otherwise as {@link #get}.
     *
     * @param json the body, in UTF-8
     */
    public RestAnswer post(final URI uri, final byte[] json, final int weight) throws HistoryException {
        return ask(uri, json, weight);
    }

    private RestAnswer ask(final URI uri, final byte[] json, final int weight) throws HistoryException {
        try {
            limiter.refuseWhileBlocked();
            turns.acquire();
            try {
                refuseWhenClosed(uri);
                limiter.acquire(weight);
                return askNow(uri, json);
            } finally {
                turns.release(warm.compareAndSet(false, true) ? http.maxRequests() : 1);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RestFailures.stopped(uri.toString(), "interrupted", e);
        }
    }

    private RestAnswer askNow(final URI uri, final byte[] json) throws HistoryException, InterruptedException {
        http.permits().acquire();
        try {
            limiter.refuseWhileBlocked();
            return exchange(uri, json);
        } finally {
            http.permits().release();
        }
    }

    private RestAnswer exchange(final URI uri, final byte[] json) throws HistoryException, InterruptedException {
        final Object call = new Object();
        Future<HttpAnswer> future = null;
        try {
            future = http.send(uri, json, dialect.headers(), MAX_ANSWER_BYTES);
            underWay.put(call, future);
            refuseWhenClosed(uri);
            return judge(future.get(context.restTimeoutMs(), TimeUnit.MILLISECONDS));
        } catch (final TimeoutException e) {
            throw RestFailures.late(uri.toString(), context.restTimeoutMs());
        } catch (final ExecutionException e) {
            refuseWhenClosed(uri);
            throw RestFailures.broken(uri.toString(), e.getCause());
        } catch (final IllegalStateException e) {
            // A CancellationException, above all.
            throw RestFailures.stopped(uri.toString(), CLOSED, e);
        } finally {
            underWay.remove(call);
            if (future != null) {
                future.cancel(true);
            }
        }
    }

    private void refuseWhenClosed(final URI uri) throws HistoryException {
        if (closed) {
            throw RestFailures.stopped(uri.toString(), CLOSED, null);
        }
    }

    private RestAnswer judge(final HttpAnswer answer) throws HistoryException {
        final long readNs = context.nanoClock().nanoTime();
        final long receivedTimeNs = context.epochNanoClock().nanoTime();
        limiter.correct(dialect.usedWeight(answer.headers()));
        if (answer.status() != 200) {
            throw refused(answer);
        }
        final String fault = JsonCheck.fault(answer.body());
        if (fault != null) {
            throw RestFailures.notJson(answer, fault);
        }
        final Refusal refusal = dialect.refusal(answer.body());
        if (refusal != null) {
            limiter.block(refusal.silenceMs());
            throw RestFailures.refusedInBody(answer.url(), refusal);
        }
        return new RestAnswer(answer.url(), answer.body(), readNs, receivedTimeNs, HttpDate.of(answer.headers()));
    }

    private HistoryException refused(final HttpAnswer answer) {
        final long unsaidMs = dialect.silenceMs(answer.status(), answer.headers(), answer.body());
        if (unsaidMs == 0) {
            return RestFailures.refused(answer, words(answer));
        }
        final long retryAfterMs =
                RetryAfter.delayMs(answer.headers(), context.epochClock().time());
        final long silenceMs = retryAfterMs > 0 ? retryAfterMs : unsaidMs;
        limiter.block(silenceMs);
        return RestFailures.limited(answer, words(answer), retryAfterMs, silenceMs);
    }

    private String words(final HttpAnswer answer) {
        if (JsonCheck.fault(answer.body()) == null) {
            final String words = dialect.errorWords(answer.body());
            if (words != null) {
                return Excerpt.of(words);
            }
        }
        return answer.body().length == 0 ? "no further words" : Excerpt.of(answer.body());
    }

    /**
     * Ends what is under way; those who wait for an answer or a permit, and all who ask later, get UNREACHABLE. Any
     * thread. A caller that waits for weight hears of it when its wait is over, or by interruption.
     */
    @Override
    public void close() {
        closed = true;
        underWay.values().forEach(future -> future.cancel(true));
    }
}
