package dev.wick.adapters.rest;

import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.RestUse;
import dev.wick.adapters.limit.RateLimiter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends GET requests to one venue: a bounded number at once, within the rate limits, each with a time and a size limit.
 *
 * <p>Thread-safe; every call blocks its caller, who may be interrupted. HTTP/2 is spoken where the venue does, so that
 * requests share a connection. Until the first request has ended no second one is sent: a burst on a cold client would open
 * a TLS connection for each.
 */
public final class RestClient implements AutoCloseable {
    /** The largest body that is read. */
    public static final int MAX_ANSWER_BYTES = 16 << 20;

    private static final String CLOSED = "the client is closed";
    private static final String KEEP_ALIVE = "jdk.httpclient.keepalive.timeout";

    static {
        // The JDK reads it once, when the first client is made; its default on 17 is 20 minutes, far beyond what
        // exchanges and the boxes between keep an idle connection for.
        if (System.getProperty(KEEP_ALIVE) == null) {
            System.setProperty(KEEP_ALIVE, "30");
        }
    }

    private final AdapterContext context;
    private final RestDialect dialect;
    private final RateLimiter limiter;
    private final HttpClient http;
    private final Semaphore permits = new Semaphore(1, true);
    private final AtomicBoolean warm = new AtomicBoolean();
    private final Map<Object, CompletableFuture<?>> underWay = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * Makes a client; it connects with its first request.
     *
     * @param threadName at most 13 characters; the HTTP threads add a dash and a digit
     * @param context its REST time-out, requests in flight and clocks are used
     */
    public RestClient(
            final String threadName,
            final AdapterContext context,
            final RestDialect dialect,
            final RateLimiter limiter) {
        this.context = context;
        this.dialect = dialect;
        this.limiter = limiter;
        // A dial gets less time than the whole, so that a dead address is told from a slow answer.
        this.http = HttpClient.newBuilder()
                .connectTimeout(Duration.ofMillis(Math.max(1, context.restTimeoutMs() * 3 / 4)))
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(RestThreads.pool(threadName, context.restPoolTotal()))
                .build();
    }

    /**
     * Asks, and gives the body of an answer with status 200 that looks like JSON.
     *
     * @param uri with scheme http or https
     * @param weight what the request costs, at most the limiter's
     * @throws HistoryException of every kind; UNREACHABLE also after {@link #close} and when the thread is interrupted,
     *     whose interrupted status is then set
     */
    public RestAnswer get(final URI uri, final int weight) throws HistoryException {
        try {
            limiter.refuseWhileBlocked();
            permits.acquire();
            try {
                refuseWhenClosed(uri);
                limiter.acquire(weight);
                return exchange(uri);
            } finally {
                permits.release(warm.compareAndSet(false, true) ? context.restPoolTotal() : 1);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RestFailures.stopped(uri.toString(), "interrupted", e);
        }
    }

    /** How connections were used so far. */
    public RestUse use() {
        return new RestUse(0, 0);
    }

    private RestAnswer exchange(final URI uri) throws HistoryException, InterruptedException {
        final CompletableFuture<HttpResponse<byte[]>> future =
                http.sendAsync(request(uri), info -> new BoundedBody(MAX_ANSWER_BYTES));
        final Object call = new Object();
        underWay.put(call, future);
        try {
            refuseWhenClosed(uri);
            // The request's own time-out of the JDK ends with the headers; ours covers the body as well.
            final HttpResponse<byte[]> response = future.get(context.restTimeoutMs(), TimeUnit.MILLISECONDS);
            return judge(response);
        } catch (final TimeoutException e) {
            throw RestFailures.late(uri.toString(), context.restTimeoutMs());
        } catch (final ExecutionException e) {
            refuseWhenClosed(uri);
            throw RestFailures.broken(uri.toString(), e.getCause(), context.restTimeoutMs());
        } catch (final CancellationException e) {
            throw RestFailures.stopped(uri.toString(), CLOSED, e);
        } finally {
            future.cancel(true);
            underWay.remove(call);
        }
    }

    private void refuseWhenClosed(final URI uri) throws HistoryException {
        if (closed) {
            throw RestFailures.stopped(uri.toString(), CLOSED, null);
        }
    }

    private static HttpRequest request(final URI uri) {
        // An upgrade offer on plain HTTP would only confuse simulators and proxies.
        final boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        return HttpRequest.newBuilder(uri)
                .version(secure ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .header("Accept", "application/json")
                .header("User-Agent", "wick")
                .GET()
                .build();
    }

    private RestAnswer judge(final HttpResponse<byte[]> response) throws HistoryException {
        final long readNs = context.nanoClock().nanoTime();
        final long receivedTimeNs = context.epochNanoClock().nanoTime();
        limiter.correct(dialect.usedWeight(response.headers()));
        if (response.statusCode() != 200) {
            throw refused(response);
        }
        final String fault = JsonShape.fault(response.body());
        if (fault != null) {
            throw RestFailures.shapeless(response, fault);
        }
        final Refusal refusal = dialect.refusal(response.body());
        if (refusal != null) {
            limiter.block(refusal.silenceMs());
            throw RestFailures.refusedInBody(response.uri().toString(), refusal);
        }
        return new RestAnswer(
                response.uri().toString(), response.body(), readNs, receivedTimeNs, HttpDate.of(response.headers()));
    }

    private HistoryException refused(final HttpResponse<byte[]> response) {
        final long unsaidMs = dialect.silenceMs(response.statusCode(), response.headers(), response.body());
        if (unsaidMs == 0) {
            return RestFailures.refused(response, words(response));
        }
        final long retryAfterMs =
                RetryAfter.delayMs(response.headers(), context.epochClock().time());
        final long silenceMs = retryAfterMs > 0 ? retryAfterMs : unsaidMs;
        limiter.block(silenceMs);
        return RestFailures.limited(response, words(response), retryAfterMs, silenceMs);
    }

    private String words(final HttpResponse<byte[]> response) {
        if (JsonShape.fault(response.body()) == null) {
            final String words = dialect.errorWords(response.body());
            if (words != null) {
                return Excerpt.of(words);
            }
        }
        return response.body().length == 0 ? "no further words" : Excerpt.of(response.body());
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
