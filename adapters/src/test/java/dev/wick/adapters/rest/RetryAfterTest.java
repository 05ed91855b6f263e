package dev.wick.adapters.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
    /** 2026-11-23T16:00:00Z. */
    private static final long NOW_MS = 1_795_449_600_000L;

    private static long delayMs(final Map<String, List<String>> headers) {
        return RetryAfter.delayMs(HttpHeaders.of(headers, (name, value) -> true), NOW_MS);
    }

    @Test
    void shouldReadSeconds() {
        assertThat(delayMs(Map.of("retry-after", List.of("12")))).isEqualTo(12_000);
        assertThat(delayMs(Map.of("Retry-After", List.of(" 0 ")))).isZero();
    }

    @Test
    void shouldReadADateByOurClockIfTheAnswerHasNone() {
        assertThat(delayMs(Map.of("Retry-After", List.of("Mon, 23 Nov 2026 16:00:30 GMT"))))
                .isEqualTo(30_000);
        assertThat(delayMs(Map.of("Retry-After", List.of("Mon, 23 Nov 2026 15:59:30 GMT"))))
                .isZero();
    }

    @Test
    void shouldReadADateByTheAnswersOwnClock() {
        final Map<String, List<String>> headers = Map.of(
                "Retry-After", List.of("Mon, 23 Nov 2026 18:00:45 GMT"),
                "Date", List.of("Mon, 23 Nov 2026 18:00:00 GMT"));
        assertThat(delayMs(headers)).isEqualTo(45_000);
    }

    @Test
    void shouldNotBelieveMoreThanThreeDays() {
        assertThat(delayMs(Map.of("Retry-After", List.of("999999999")))).isEqualTo(RetryAfter.MAX_MS);
        assertThat(delayMs(Map.of("Retry-After", List.of("99999999999999999999"))))
                .isEqualTo(RetryAfter.MAX_MS);
        assertThat(delayMs(Map.of("Retry-After", List.of("Fri, 31 Dec 9999 23:59:59 GMT"))))
                .isEqualTo(RetryAfter.MAX_MS);
    }

    @Test
    void shouldTakeWhatItCannotReadAsNotSaid() {
        assertThat(delayMs(Map.of())).isZero();
        assertThat(delayMs(Map.of("Retry-After", List.of("soon")))).isZero();
        assertThat(delayMs(Map.of("Retry-After", List.of("-5")))).isZero();
        assertThat(delayMs(Map.of("Retry-After", List.of("")))).isZero();
    }
}
