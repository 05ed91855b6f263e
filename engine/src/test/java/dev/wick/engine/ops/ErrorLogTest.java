package dev.wick.engine.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ErrorLogTest {
    private final Metrics metrics = new Metrics();
    private final ErrorLog errors = new ErrorLog(metrics);
    private final LogCapture log = new LogCapture(ErrorLog.class);

    @AfterEach
    void release() {
        log.close();
    }

    @Test
    void shouldLogADistinctErrorOnceAndThenAtPowersOfTen() {
        for (int i = 0; i < 1_500; i++) {
            errors.report("route", new IllegalStateException("bad candle " + i));
        }
        assertThat(log.events()).hasSize(4);
        assertThat(log.events().get(0).getThrowableProxy()).isNotNull();
        assertThat(log.events().subList(1, 4))
                .allSatisfy(e -> assertThat(e.getThrowableProxy()).isNull());
        assertThat(log.events().subList(1, 4).stream().map(ErrorLogTest::times)).containsExactly(10L, 100L, 1_000L);
        assertThat(metrics.value(Metric.HANDLER_ERRORS, "route")).isEqualTo(1_500);
        assertThat(errors.total()).isEqualTo(1_500);
    }

    @Test
    void shouldTellErrorsApartByPlaceClassAndMessage() {
        errors.report("route", new IllegalStateException("a"));
        errors.report("encode", new IllegalStateException("a"));
        errors.report("route", new IllegalArgumentException("a"));
        errors.report("route", new IllegalStateException("b"));
        errors.report("route", new IllegalStateException());
        errors.report("route", new IllegalStateException("a"));
        assertThat(log.events()).hasSize(5);
        assertThat(metrics.value(Metric.HANDLER_ERRORS, "encode")).isEqualTo(1);
    }

    @Test
    void shouldBoundItsMemoryAndCountAllTheSame() {
        for (int i = 0; i < 5_000; i++) {
            errors.report("place" + i, new IllegalStateException("x".repeat(i % 90)));
        }
        assertThat(errors.total()).isEqualTo(5_000);
        assertThat(metrics.values(Metric.HANDLER_ERRORS)).hasSizeLessThanOrEqualTo(65);
        assertThat(metrics.total(Metric.HANDLER_ERRORS)).isEqualTo(5_000);
        assertThat(log.events()).hasSizeLessThan(300);
    }

    @Test
    @Timeout(60)
    void shouldLoseNoErrorOfManyThreads() throws InterruptedException {
        final List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            final Thread thread = new Thread(() -> {
                for (int i = 0; i < 5_000; i++) {
                    errors.report("route", new IllegalStateException("same"));
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (final Thread thread : threads) {
            thread.join();
        }
        assertThat(metrics.value(Metric.HANDLER_ERRORS, "route")).isEqualTo(20_000);
        assertThat(log.events()).hasSize(5);
    }

    private static long times(final ILoggingEvent event) {
        return event.getKeyValuePairs().stream()
                .filter(pair -> pair.key.equals("times"))
                .mapToLong(pair -> (Long) pair.value)
                .findFirst()
                .orElseThrow();
    }
}
