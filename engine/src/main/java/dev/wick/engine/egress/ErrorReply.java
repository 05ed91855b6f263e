package dev.wick.engine.egress;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Series;
import java.util.List;

/**
 * What a subscriber is told when something cannot be done. Immutable.
 *
 * @param errorType the label of the error counter, and the default system message
 * @param message one or two sentences for people
 * @param systemMessage the technical side
 * @param exchange as far as known, else null
 * @param contractType as far as known, else null
 * @param symbols as far as known, else null
 * @param exchangeMessage the exchange's own words, else null
 * @param availableFromMs from which open time on closed candles can be had, UTC ms; {@link Candle#NONE} if that is not the point
 */
record ErrorReply(
        String errorType,
        String message,
        String systemMessage,
        String exchange,
        String contractType,
        List<String> symbols,
        String exchangeMessage,
        long availableFromMs) {

    /** An error that is not about how far back candles can be had. */
    ErrorReply(
            final String errorType,
            final String message,
            final String systemMessage,
            final String exchange,
            final String contractType,
            final List<String> symbols,
            final String exchangeMessage) {
        this(errorType, message, systemMessage, exchange, contractType, symbols, exchangeMessage, Candle.NONE);
    }

    /** An error about the past of one series, and from which open time on it can be had, UTC ms. */
    static ErrorReply ofPast(
            final String errorType,
            final String message,
            final String systemMessage,
            final Series series,
            final long availableFromMs) {
        return new ErrorReply(
                errorType,
                message,
                systemMessage,
                series.venue().exchange().text(),
                series.venue().contractType().name(),
                List.of(series.symbol()),
                null,
                availableFromMs);
    }

    /** An error that has nothing to do with any venue. */
    static ErrorReply of(final String errorType, final String message) {
        return new ErrorReply(errorType, message, errorType, null, null, null, null);
    }

    /** The message as one WebSocket frame, with the request's {@code id} if it had one. */
    byte[] frame(final String idJson) {
        return frame(idJson, null);
    }

    /** The same, with where to go on as a JSON array; null for nowhere. */
    byte[] frame(final String idJson, final String resumeJson) {
        final JsonOut out = JsonOut.message("error")
                .raw("id", idJson)
                .string("message", message)
                .string("system_message", systemMessage)
                .string("exchange", exchange)
                .string("contract_type", contractType)
                .strings("symbols", symbols)
                .string("exchange_message", exchangeMessage);
        if (availableFromMs != Candle.NONE) {
            out.number("available_from", availableFromMs);
        }
        return out.raw("resume", resumeJson).frame();
    }
}
