package dev.wick.adapters.rest;

import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.HistoryException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http2.H2ConnectionException;

/** Turns whatever can go wrong with one request into words for people and a kind for the policy. Stateless. */
final class RestFailures {
    private static final String TLS_ADVICE =
            "; is the clock right, is this Java's list of authorities, is there a proxy in between?";

    private RestFailures() {}

    /** The venue answered 200, and no in the body. */
    static HistoryException refusedInBody(final String url, final Refusal refusal) {
        final String words = url + ": " + Excerpt.of(refusal.words());
        if (refusal.silenceMs() == 0) {
            return new HistoryException(Kind.HTTP_STATUS, words);
        }
        return new HistoryException(
                Kind.RATE_LIMITED, words + "; " + silence(refusal.silenceMs()), refusal.silenceMs(), null);
    }

    private static String silence(final long silenceMs) {
        return "no request is sent for " + TimeUnit.MILLISECONDS.toSeconds(silenceMs + 999) + " s";
    }

    /** The venue answered with a status that asks for silence: 429, 418, and others for some. */
    static HistoryException limited(
            final HttpAnswer answer, final String words, final long retryAfterMs, final long silenceMs) {
        final int status = answer.status();
        final String meaning = status == 429 ? "too many requests" : "this address is banned for asking too much";
        final String asked = retryAfterMs > 0 ? "as it asks" : "as it did not say for how long";
        final String message = "%s: HTTP %d, %s: %s; %s, %s"
                .formatted(answer.url(), status, meaning, words, silence(silenceMs), asked);
        return new HistoryException(Kind.RATE_LIMITED, message, retryAfterMs, null);
    }

    /** The venue answered with another status than 200. */
    static HistoryException refused(final HttpAnswer answer, final String words) {
        return new HistoryException(
                answer.status(), answer.url() + ": HTTP " + answer.status() + ": " + words + advice(answer.status()));
    }

    /** The answer is not JSON; {@code fault} tells why, as {@link JsonCheck} does. */
    static HistoryException notJson(final HttpAnswer answer, final String fault) {
        final String type = answer.headers().firstValue("Content-Type").orElse("none");
        return new HistoryException(
                Kind.BAD_ANSWER,
                "%s: %s (content type %s), it begins: %s; is there a proxy or a login page in between?"
                        .formatted(answer.url(), fault, Excerpt.of(type), Excerpt.of(answer.body())));
    }

    /** No answer, or half of one. */
    static HistoryException broken(final String url, final Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            final HistoryException known = known(url, cause, failure);
            if (known != null) {
                return known;
            }
        }
        final String what = failure instanceof IOException ? "no connection, or it broke" : "the request failed";
        return failed(Kind.UNREACHABLE, url + ": " + what + ": " + words(failure), failure);
    }

    private static HistoryException known(final String url, final Throwable cause, final Throwable failure) {
        if (cause instanceof BoundedAnswer.TooLarge) {
            return failed(Kind.BAD_ANSWER, url + ": the answer is too large: " + cause.getMessage(), failure);
        }
        // Only the dial and the TLS handshake have time-outs of their own; that of the whole request is ours.
        if (cause instanceof SocketTimeoutException) {
            return failed(Kind.UNREACHABLE, url + ": no connection in time", failure);
        }
        if (cause instanceof UnknownHostException) {
            return failed(Kind.UNREACHABLE, url + ": no such host, or no name service: " + words(cause), failure);
        }
        if (cause instanceof SSLException) {
            return failed(Kind.UNREACHABLE, url + ": no TLS connection: " + words(cause) + TLS_ADVICE, failure);
        }
        if (cause instanceof ConnectException) {
            return failed(Kind.UNREACHABLE, url + ": connection refused, or no way there", failure);
        }
        if (cause instanceof HttpException
                || cause instanceof MessageConstraintException
                || cause instanceof H2ConnectionException) {
            return failed(Kind.BAD_ANSWER, url + ": the answer is not HTTP: " + words(cause), failure);
        }
        return null;
    }

    /** No answer within the time. */
    static HistoryException late(final String url, final long timeoutMs) {
        return new HistoryException(Kind.TIMEOUT, url + ": no complete answer within " + timeoutMs + " ms");
    }

    /** We stopped asking. */
    static HistoryException stopped(final String url, final String why, final Throwable cause) {
        return failed(Kind.UNREACHABLE, url + ": given up, " + why, cause);
    }

    private static HistoryException failed(final Kind kind, final String message, final Throwable cause) {
        return new HistoryException(kind, message, 0, cause);
    }

    private static String advice(final int status) {
        return switch (status) {
            case 403 -> "; the exchange's firewall refuses us (WAF): ask less, or from another address";
            case 451 ->
                "; the exchange does not serve this place (geo-block): run from, or set the REST URL to, one that"
                        + " it serves";
            case 202 -> "; the exchange's firewall wants a browser's proof (WAF challenge): ask from another address";
            case 301, 302, 303, 307, 308 -> "; redirects are not followed: set the REST URL to the new place";
            default -> "";
        };
    }

    /** Several network exceptions carry no message. */
    private static String words(final Throwable failure) {
        Throwable told = failure;
        while (told.getMessage() == null && told.getCause() != null) {
            told = told.getCause();
        }
        final String name = told.getClass().getSimpleName();
        return told.getMessage() == null ? name : name + ": " + Excerpt.of(told.getMessage());
    }
}
