package dev.wick.adapters.rest;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** Reads the dates of HTTP headers (RFC 9110, 5.6.7, the form that senders must use). Stateless. */
final class HttpDate {
    private HttpDate() {}

    /** The {@code Date} header, UTC ms, or {@link RestAnswer#NO_DATE} if it is missing or cannot be read. */
    static long of(final HttpHeaders headers) {
        return ms(headers.firstValue("Date").orElse(""), RestAnswer.NO_DATE);
    }

    /** A date as a header writes it, UTC ms. */
    static long ms(final String text, final long otherwiseMs) {
        if (text.isEmpty()) {
            return otherwiseMs;
        }
        try {
            return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text))
                    .toEpochMilli();
        } catch (final DateTimeException | ArithmeticException e) {
            return otherwiseMs;
        }
    }
}
