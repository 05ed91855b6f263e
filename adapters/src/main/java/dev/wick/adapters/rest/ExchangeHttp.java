package dev.wick.adapters.rest;

import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.feed.RestUse;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.IdleConnectionEvictor;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.config.H2Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one HTTP client of an exchange: its connections, which are kept for the next request, and its threads. Thread-safe;
 * made and closed by the {@link ExchangeShare}, used through each venue's {@link RestClient}.
 *
 * <p>HTTP/2 is spoken where the server offers it in the TLS handshake. Redirects are not followed, nothing is sent twice, no
 * cookies are kept, and no proxy is used.
 */
public final class ExchangeHttp implements AutoCloseable {
    /**
     * A request under way. Its end waits until the connection is free again, which the library's own does not: whoever asks
     * at once for the next would open another.
     */
    private static final class Call extends CompletableFuture<HttpAnswer> implements FutureCallback<HttpAnswer> {
        private Future<HttpAnswer> sent;

        @Override
        public void completed(final HttpAnswer answer) {
            // Its consumer tells, a moment later.
        }

        @Override
        public void failed(final Exception cause) {
            completeExceptionally(cause);
        }

        @Override
        public void cancelled() {
            super.cancel(true);
        }

        @Override
        public boolean cancel(final boolean mayInterrupt) {
            return super.cancel(mayInterrupt) && sent.cancel(mayInterrupt);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(ExchangeHttp.class);

    /** For how long an idle connection is kept, unless the server says less; exchanges cut them after a minute or so. */
    private static final TimeValue KEEP_ALIVE = TimeValue.ofSeconds(30);

    /** How often the time-outs of dial and handshake are looked at. */
    private static final TimeValue TIMEOUT_CHECK = TimeValue.ofMilliseconds(250);

    /**
     * So long after its time is over a request's connection is ended that is silent. To cancel the request is not enough: for one on a
     * connection that was kept the library has forgotten by then what it would have to cancel (httpclient 5.6), and the connection
     * would stay open and keep its place in the pool for ever.
     */
    private static final long GIVEN_UP_MS = 1_000;

    private static final int MAX_HEADERS = 200;
    private static final int MAX_HEADER_BYTES = 16_384;

    private final String name;
    private final CountingPool pool;
    private final CloseableHttpAsyncClient client;
    private final IdleConnectionEvictor sweeper;
    private final Semaphore permits;
    private final int maxRequests;
    private volatile boolean closed;

    ExchangeHttp(final String threadName, final AdapterContext context) {
        this(threadName, context, systemTls());
    }

    ExchangeHttp(final String threadName, final AdapterContext context, final SSLContext tls) {
        name = threadName;
        maxRequests = Math.max(1, context.restPoolTotal());
        permits = new Semaphore(maxRequests, true);
        final RestThreads threads = new RestThreads(threadName);
        final PoolingAsyncClientConnectionManager connections = connections(context, tls, threads);
        pool = new CountingPool(connections, context.restPoolIdle());
        client = client(context, threads);
        sweeper = new IdleConnectionEvictor(connections, threads, CountingPool.MOMENT, KEEP_ALIVE);
        client.start();
        sweeper.start();
    }

    private static SSLContext systemTls() {
        try {
            return SSLContext.getDefault();
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no TLS, or cannot read its trust store: " + e, e);
        }
    }

    private PoolingAsyncClientConnectionManager connections(
            final AdapterContext context, final SSLContext tls, final RestThreads threads) {
        // A dial gets less time than the whole, so that a dead address is told from a slow answer.
        final long dialMs = Math.max(1, context.restTimeoutMs() * 3 / 4);
        return PoolingAsyncClientConnectionManagerBuilder.create()
                .setTlsStrategy(
                        ClientTlsStrategyBuilder.create().setSslContext(tls).buildAsync())
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setHandshakeTimeout(Timeout.ofMilliseconds(dialMs))
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.ofMilliseconds(dialMs))
                        .setSocketTimeout(Timeout.DISABLED)
                        .build())
                .setDnsResolver(new TimedDns(threads.lookups(), dialMs))
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.STRICT)
                .setMaxConnTotal(maxRequests)
                .setMaxConnPerRoute(maxRequests)
                .build();
    }

    private CloseableHttpAsyncClient client(final AdapterContext context, final RestThreads threads) {
        return HttpAsyncClientBuilder.create()
                .setConnectionManager(pool)
                .setThreadFactory(threads)
                .setIoReactorExceptionCallback(this::onDeath)
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(1)
                        .setSelectInterval(TIMEOUT_CHECK)
                        .setTcpNoDelay(true)
                        .build())
                .setHttp1Config(Http1Config.custom()
                        .setMaxHeaderCount(MAX_HEADERS)
                        .setMaxLineLength(MAX_HEADER_BYTES)
                        .build())
                .setH2Config(H2Config.custom().setPushEnabled(false).build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.ofMilliseconds(context.restTimeoutMs()))
                        .setResponseTimeout(Timeout.ofMilliseconds(context.restTimeoutMs() + GIVEN_UP_MS))
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setKeepAliveStrategy(ExchangeHttp::keepAlive)
                .setUserAgent("wick")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableConnectionState()
                .build();
    }

    /** The HTTP thread has ended; when we close the client, by an exception as well. */
    private void onDeath(final Exception cause) {
        if (!closed) {
            LOG.error("{}: the HTTP thread died, no REST request will be answered any more; restart", name, cause);
        }
    }

    private static TimeValue keepAlive(final HttpResponse response, final HttpContext context) {
        final TimeValue asked = DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(response, context);
        return TimeValue.isPositive(asked) && asked.compareTo(KEEP_ALIVE) < 0 ? asked : KEEP_ALIVE;
    }

    /** How many requests may be under way at once. */
    int maxRequests() {
        return maxRequests;
    }

    /** One of them for each request under way, of all venues together. */
    Semaphore permits() {
        return permits;
    }

    /**
     * Sends a request; whoever has a permit.
     *
     * @param json the body of a POST, or null for a GET
     * @param headers besides the usual ones
     */
    Future<HttpAnswer> send(
            final URI uri, final byte[] json, final Map<String, String> headers, final int maxAnswerBytes) {
        final SimpleHttpRequest request = SimpleHttpRequest.create(json == null ? Method.GET : Method.POST, uri);
        request.setHeader("Accept", "application/json");
        headers.forEach(request::setHeader);
        if (json != null) {
            request.setBody(json, ContentType.APPLICATION_JSON);
        }
        final Call call = new Call();
        call.sent = client.execute(
                SimpleRequestProducer.create(request), new BoundedAnswer(uri.toString(), maxAnswerBytes, call), call);
        return call;
    }

    /** Open connections that carry no request now. */
    int idle() {
        return pool.idle();
    }

    /** How connections were used so far. */
    public RestUse use() {
        return pool.use();
    }

    /** Ends all connections and threads, at once. */
    @Override
    public void close() {
        closed = true;
        sweeper.shutdown();
        client.close(CloseMode.IMMEDIATE);
    }
}
