package dev.wick.engine.egress;

import java.util.List;

/** Lets the fuzz targets into this package. */
public final class EgressDoor {
    /**
     * What a message was taken for.
     *
     * @param op subscribe, unsubscribe, list or ping; null for what is answered with an error
     * @param idJson the id as it was sent, or null
     * @param exchange as the request has it, or null
     * @param symbols of the request, or null
     * @param errorType null for a request
     * @param error the words of the error, or null
     * @param frame the error as it is sent, or null
     */
    public record Parsed(
            String op,
            String idJson,
            String exchange,
            List<String> symbols,
            String errorType,
            String error,
            byte[] frame) {}

    private EgressDoor() {}

    public static Parsed parse(final String message, final int maxSymbols) {
        final Request request = new Protocol(maxSymbols).parse(message);
        if (request instanceof final Request.Subscribe it) {
            return new Parsed("subscribe", it.idJson(), it.exchange().text(), it.symbols(), null, null, null);
        }
        if (request instanceof final Request.Unsubscribe it) {
            return new Parsed("unsubscribe", it.idJson(), it.exchange().text(), it.symbols(), null, null, null);
        }
        if (request instanceof final Request.Unusable it) {
            final ErrorReply error = it.error();
            return new Parsed(
                    null,
                    it.idJson(),
                    error.exchange(),
                    error.symbols(),
                    error.errorType(),
                    error.message(),
                    error.frame(it.idJson()));
        }
        final String op = request instanceof Request.Ping ? "ping" : "list";
        return new Parsed(op, request.idJson(), null, null, null, null, null);
    }
}
