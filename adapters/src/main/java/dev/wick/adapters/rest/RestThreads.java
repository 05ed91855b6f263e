package dev.wick.adapters.rest;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the few daemon threads of one exchange's HTTP client, named with a dash and a digit. Thread-safe. */
final class RestThreads implements ThreadFactory {
    private static final int MAX_LOOKUPS = 2;
    private static final long IDLE_SECONDS = 10;

    private final String name;
    private final AtomicInteger made = new AtomicInteger();

    RestThreads(final String name) {
        this.name = name;
    }

    @Override
    public Thread newThread(final Runnable task) {
        final Thread thread = new Thread(task, name + "-" + made.getAndIncrement() % 10);
        thread.setDaemon(true);
        return thread;
    }

    /** For asking the name service; needs no shutdown, since its threads end by themselves when idle. */
    Executor lookups() {
        final ThreadPoolExecutor pool = new ThreadPoolExecutor(
                MAX_LOOKUPS, MAX_LOOKUPS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
