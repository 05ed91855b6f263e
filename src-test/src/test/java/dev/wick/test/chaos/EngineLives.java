package dev.wick.test.chaos;

import dev.wick.test.host.EngineHost;
import dev.wick.test.host.Scrape;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Ends the engine and starts it again, step by step, and never waits but at the very end. The run's thread. */
final class EngineLives implements AutoCloseable {
    private static final long TERM_PATIENCE_MS = 20_000;
    private static final long START_PATIENCE_MS = 60_000;
    private static final long SCRAPE_EVERY_MS = 3_000;

    private final EngineHost host;
    private final HttpClient client;
    private final Totals totals = new Totals();
    private final Map<EngineHost.End, Long> ends = new EnumMap<>(EngineHost.End.class);
    private EngineHost.End ending;
    private long since;
    private long startAtMs;
    private long downMs;
    private long scrapeAtMs;

    EngineLives(final EngineHost host, final HttpClient client) {
        this.host = host;
        this.client = client;
    }

    void start(final long nowMs) {
        host.start();
        since = nowMs;
    }

    /** Ends it now, if it serves; it starts again so long after it is gone. False if it does not serve. */
    boolean end(final EngineHost.End how, final long newDownMs, final long nowMs) {
        if (ending != null || !host.isReady()) {
            return false;
        }
        totals.read(Scrape.of(client, host.ops()));
        ending = how;
        downMs = newDownMs;
        startAtMs = 0;
        since = nowMs;
        host.signal(how);
        ends.merge(how, 1L, Long::sum);
        return true;
    }

    /** Does what is due; true if a new life has begun. */
    boolean tick(final long nowMs) {
        if (ending == null) {
            watch(nowMs);
            return false;
        }
        if (host.isAlive()) {
            if (nowMs - since > TERM_PATIENCE_MS) {
                throw new AssertionError("The engine still runs " + (nowMs - since) + " ms after " + ending);
            }
            return false;
        }
        if (startAtMs == 0) {
            expectExit();
            totals.endLife();
            startAtMs = nowMs + downMs;
        }
        if (nowMs < startAtMs) {
            return false;
        }
        ending = null;
        start(nowMs);
        return true;
    }

    private void expectExit() {
        if (ending == EngineHost.End.SIGTERM && host.exitCode() != 0) {
            throw new AssertionError("The engine ended with " + host.exitCode() + " after SIGTERM; expected 0");
        }
    }

    private void watch(final long nowMs) {
        if (!host.isAlive()) {
            throw new AssertionError("The engine ended by itself, with " + host.exitCode() + ": " + host.lastLines());
        }
        if (!host.isReady()) {
            if (nowMs - since > START_PATIENCE_MS) {
                throw new AssertionError(
                        "The engine does not serve " + (nowMs - since) + " ms after its start: " + host.lastLines());
            }
        } else if (nowMs >= scrapeAtMs) {
            scrapeAtMs = nowMs + SCRAPE_EVERY_MS;
            totals.read(Scrape.of(client, host.ops()));
        }
    }

    /** Where subscribers connect; null while it does not serve. */
    URI feed() {
        return ending == null && host.isReady() ? host.feed() : null;
    }

    int life() {
        return host.life();
    }

    Totals totals() {
        return totals;
    }

    Map<EngineHost.End, Long> ends() {
        return ends;
    }

    /** Ends it in order, for the last time. */
    void finish() {
        totals.read(Scrape.of(client, host.ops()));
        host.signal(EngineHost.End.SIGTERM);
        final long deadlineMs = System.currentTimeMillis() + TERM_PATIENCE_MS;
        while (host.isAlive() && System.currentTimeMillis() < deadlineMs) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        if (host.isAlive() || host.exitCode() != 0) {
            throw new AssertionError("The engine did not end in order after SIGTERM");
        }
        totals.endLife();
    }

    @Override
    public void close() {
        host.close();
    }
}
