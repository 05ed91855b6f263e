package dev.wick.adapters.ws;

import dev.wick.adapters.limit.Allowance;
import java.util.List;
import java.util.Map;

/**
 * What one exchange wants of a connection, in figures.
 *
 * @param headers of the handshake, besides the usual ones
 * @param topicsPerMessage in one request, at most
 * @param bytesPerMessage topics in one request together, about, at most
 * @param pace what one connection may send; leave room in it for keep-alives and pongs
 * @param answersInOrder whether an answer without an id is for the oldest request; otherwise it is for the only one, if there
 *     is only one
 * @param keepAliveMs between two messages of {@link WireDialect#keepAlive}; 0 for none
 * @param lifetimeMs after which to replace the connection before the exchange ends it; 0 for never
 * @param expectsData whether a connection that carries series brings something in any case, so that one that does not is
 *     useless; false where quiet symbols send nothing
 */
public record WireRules(
        Map<String, String> headers,
        int topicsPerMessage,
        int bytesPerMessage,
        List<Allowance> pace,
        boolean answersInOrder,
        long keepAliveMs,
        long lifetimeMs,
        boolean expectsData) {}
