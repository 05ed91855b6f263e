package dev.wick.adapters.rest;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the few daemon threads on which the JDK's HTTP client does TLS and collects answers. Stateless. */
final class RestThreads {
    private static final int MAX_THREADS = 4;
    private static final long IDLE_SECONDS = 10;

    private RestThreads() {}

    /**
     * A pool that needs no shutdown: its threads end by themselves when idle. The HTTP client would not survive an executor
     * that is shut down under it, and on 17 it has no end of its own.
     */
    static Executor pool(final String name, final int maxInFlight) {
        final AtomicInteger made = new AtomicInteger();
        final int threads = Math.min(MAX_THREADS, Math.max(1, maxInFlight));
        final ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    final Thread thread = new Thread(task, name + "-" + made.getAndIncrement() % 10);
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
