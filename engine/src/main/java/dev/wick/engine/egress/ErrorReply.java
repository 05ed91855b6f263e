package dev.wick.engine.egress;

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
 */
record ErrorReply(
        String errorType,
        String message,
        String systemMessage,
        String exchange,
        String contractType,
        List<String> symbols,
        String exchangeMessage) {

    /** An error that has nothing to do with any venue. */
    static ErrorReply of(final String errorType, final String message) {
        return new ErrorReply(errorType, message, errorType, null, null, null, null);
    }

    /** The message as one WebSocket frame, with the request's {@code id} if it had one. */
    byte[] frame(final String idJson) {
        return JsonOut.message("error")
                .raw("id", idJson)
                .string("message", message)
                .string("system_message", systemMessage)
                .string("exchange", exchange)
                .string("contract_type", contractType)
                .strings("symbols", symbols)
                .string("exchange_message", exchangeMessage)
                .frame();
    }
}
