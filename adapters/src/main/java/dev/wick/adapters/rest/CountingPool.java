package dev.wick.adapters.rest;

import dev.wick.adapters.feed.RestUse;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.nio.AsyncClientConnectionManager;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.core5.concurrent.CallbackContribution;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * A pool of connections that counts which requests found one and for which one was opened, and keeps no more idle ones than
 * it may, but for a moment: of many requests that end at once, the next ones follow at once. Thread-safe.
 *
 * <p>Each connection carries one request at a time, with HTTP/2 as well, so that the pool's bound holds for both.
 */
final class CountingPool implements AsyncClientConnectionManager {
    /** For how long idle connections are kept beyond those that may be. */
    static final TimeValue MOMENT = TimeValue.ofSeconds(2);

    private final PoolingAsyncClientConnectionManager pool;
    private final int maxIdle;
    private final LongAdder reused = new LongAdder();
    private final LongAdder opened = new LongAdder();

    CountingPool(final PoolingAsyncClientConnectionManager pool, final int maxIdle) {
        this.pool = pool;
        this.maxIdle = maxIdle;
    }

    RestUse use() {
        return new RestUse(reused.sum(), opened.sum());
    }

    /** Open connections that carry no request now. */
    int idle() {
        return pool.getTotalStats().getAvailable();
    }

    @Override
    public Future<AsyncConnectionEndpoint> lease(
            final String id,
            final HttpRoute route,
            final Object state,
            final Timeout requestTimeout,
            final FutureCallback<AsyncConnectionEndpoint> callback) {
        return pool.lease(id, route, state, requestTimeout, new CallbackContribution<>(callback) {
            @Override
            public void completed(final AsyncConnectionEndpoint endpoint) {
                if (endpoint.isConnected()) {
                    reused.increment();
                }
                callback.completed(endpoint);
            }
        });
    }

    @Override
    public Future<AsyncConnectionEndpoint> connect(
            final AsyncConnectionEndpoint endpoint,
            final ConnectionInitiator initiator,
            final Timeout timeout,
            final Object attachment,
            final HttpContext context,
            final FutureCallback<AsyncConnectionEndpoint> callback) {
        return pool.connect(endpoint, initiator, timeout, attachment, context, new CallbackContribution<>(callback) {
            @Override
            public void completed(final AsyncConnectionEndpoint connected) {
                opened.increment();
                callback.completed(connected);
            }
        });
    }

    @Override
    public synchronized void release(
            final AsyncConnectionEndpoint endpoint, final Object state, final TimeValue keepAlive) {
        if (maxIdle == 0) {
            endpoint.close(CloseMode.GRACEFUL);
        }
        final boolean isBeyond = pool.getTotalStats().getAvailable() >= maxIdle;
        pool.release(endpoint, state, isBeyond && MOMENT.compareTo(keepAlive) < 0 ? MOMENT : keepAlive);
    }

    @Override
    public void upgrade(final AsyncConnectionEndpoint endpoint, final Object attachment, final HttpContext context) {
        pool.upgrade(endpoint, attachment, context);
    }

    @Override
    public void upgrade(
            final AsyncConnectionEndpoint endpoint,
            final Object attachment,
            final HttpContext context,
            final FutureCallback<AsyncConnectionEndpoint> callback) {
        pool.upgrade(endpoint, attachment, context, callback);
    }

    @Override
    public void close() {
        pool.close();
    }

    @Override
    public void close(final CloseMode mode) {
        pool.close(mode);
    }
}
