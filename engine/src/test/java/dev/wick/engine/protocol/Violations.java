package dev.wick.engine.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails the test that runs if a message broke the protocol. JUnit applies it to every test by itself. Any thread. */
public final class Violations implements AfterEachCallback, AfterAllCallback {
    private static final int KEPT = 20;
    private static final ConcurrentLinkedQueue<String> SEEN = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Notes one. */
    static void add(final String violation) {
        if (COUNT.incrementAndGet() <= KEPT) {
            SEEN.add(violation);
        }
    }

    /** Those noted since the last call, the first {@value #KEPT} of them. */
    static List<String> take() {
        final List<String> taken = new ArrayList<>();
        for (String violation = SEEN.poll(); violation != null; violation = SEEN.poll()) {
            taken.add(violation);
        }
        COUNT.set(0);
        return taken;
    }

    @Override
    public void afterEach(final ExtensionContext context) {
        check();
    }

    /** For what came while the test's clients were being closed. */
    @Override
    public void afterAll(final ExtensionContext context) {
        check();
    }

    private static void check() {
        final int count = COUNT.get();
        final List<String> violations = take();
        if (!violations.isEmpty()) {
            throw new AssertionError(
                    count + " messages broke the protocol of config/asyncapi.yaml:\n" + String.join("\n", violations));
        }
    }
}
