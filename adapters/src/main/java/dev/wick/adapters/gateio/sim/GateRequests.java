package dev.wick.adapters.gateio.sim;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.Fault;
import dev.wick.adapters.sim.FaultDesk;
import dev.wick.adapters.sim.JsonText;
import dev.wick.adapters.sim.SimConnection;
import dev.wick.adapters.sim.SimulatorParts;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.agrona.concurrent.EpochClock;

/**
 * Answers what clients send. Owned by the simulator's thread.
 *
 * <p>Recorded: code 1 for a payload of another shape, the words for an unknown pair on spot, pongs. Reported by others: a
 * list of lists is accepted, and delivers nothing; a repeated subscription is accepted. The other errors have documented
 * codes, and words of our own.
 */
final class GateRequests {
    private static final int BAD_BODY = 1;
    private static final int BAD_ARGUMENT = 2;
    private static final long MAX_SKEW_MS = 60_000;
    private static final String CONN_ID = "425849b1745325b6";
    private static final String TRACE_ID = "789a534faf3c51651b7764b0ac63b4a8";

    private final GateMarket market;
    private final GateStreams streams;
    private final FaultDesk faults;
    /** Requests are checked against real time: the market's may run faster than any client's. */
    private final EpochClock clock;

    GateRequests(final GateMarket market, final GateStreams streams, final SimulatorParts parts) {
        this.market = market;
        this.streams = streams;
        faults = parts.faults();
        clock = parts.options().clock();
    }

    /** A request that is refused, with the exchange's code and words. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final int code;

        Refused(final int code, final String message) {
            super(message, null, false, false);
            this.code = code;
        }
    }

    void onText(final SimConnection connection, final String text) {
        Map<?, ?> request = Map.of();
        try {
            request = object(text);
            obey(connection, request);
        } catch (final Refused e) {
            connection.send(answer(request, e));
        }
    }

    private void obey(final SimConnection connection, final Map<?, ?> request) throws Refused {
        requireTime(request);
        final Object channel = request.get("channel");
        if (market.channel("ping").equals(channel)) {
            connection.send(pong());
            return;
        }
        if (!market.channel("candlesticks").equals(channel)) {
            throw new Refused(BAD_ARGUMENT, "unknown channel: " + channel);
        }
        final Object event = request.get("event");
        if (!"subscribe".equals(event) && !"unsubscribe".equals(event)) {
            throw new Refused(BAD_ARGUMENT, "unknown event: " + event);
        }
        if (!isListOfLists(request)) {
            stream(connection, request, "subscribe".equals(event));
        }
        if (faults.isWithholdingAcks()) {
            faults.count(Fault.WITHHOLD_ACK);
        } else {
            connection.send(answer(request, null));
        }
    }

    private void stream(final SimConnection connection, final Map<?, ?> request, final boolean subscribes)
            throws Refused {
        final List<?> payload = payload(request);
        final String symbol = (String) payload.get(1);
        final Interval interval = GateMarket.interval((String) payload.get(0))
                .orElseThrow(() -> new Refused(BAD_ARGUMENT, "unknown interval: " + payload.get(0)));
        if (!subscribes) {
            streams.unsubscribe(connection, symbol, interval);
            return;
        }
        final boolean refused = faults.isRefused(symbol);
        if (refused) {
            faults.count(Fault.REFUSE);
        }
        if (refused || !streams.isListed(symbol)) {
            final String kind = market == GateMarket.SPOT ? "currency pair" : "contract";
            throw new Refused(BAD_ARGUMENT, "unknown " + kind + ": " + symbol);
        }
        streams.subscribe(connection, symbol, interval);
    }

    private static Map<?, ?> object(final String text) throws Refused {
        try {
            if (JsonText.read(text) instanceof Map<?, ?> members) {
                return members;
            }
        } catch (final JsonText.Malformed e) {
            throw new Refused(BAD_BODY, "invalid request body format: " + e.getMessage());
        }
        throw new Refused(BAD_BODY, "invalid request body format");
    }

    private void requireTime(final Map<?, ?> request) throws Refused {
        if (!(request.get("time") instanceof JsonText.NumberText number)
                || !number.text().matches("[0-9]{1,12}")) {
            throw new Refused(BAD_BODY, "request does not follow json schema: time");
        }
        if (Math.abs(Long.parseLong(number.text()) * 1_000 - clock.time()) > MAX_SKEW_MS) {
            throw new Refused(BAD_ARGUMENT, "the gap between request time and server time exceeds 60 seconds");
        }
    }

    private static boolean isListOfLists(final Map<?, ?> request) {
        return request.get("payload") instanceof List<?> list
                && !list.isEmpty()
                && list.stream().allMatch(List.class::isInstance);
    }

    private static List<?> payload(final Map<?, ?> request) throws Refused {
        if (request.get("payload") instanceof List<?> list
                && list.size() == 2
                && list.stream().allMatch(String.class::isInstance)) {
            return list;
        }
        throw new Refused(BAD_BODY, "request payload does not follow json schema");
    }

    private String pong() {
        final long nowMs = clock.time();
        return "{\"time\":" + nowMs / 1_000 + ",\"time_ms\":" + nowMs + ",\"conn_id\":\"" + CONN_ID
                + "\",\"channel\":\"" + market.channel("pong") + "\",\"event\":\"\",\"result\":null,\"requestId\":\""
                + TRACE_ID + "\"}";
    }

    private String answer(final Map<?, ?> request, final Refused refusal) {
        final long nowMs = clock.time();
        final String head = "{\"time\":" + nowMs / 1_000;
        final String subject =
                ",\"channel\":" + json(text(request, "channel")) + ",\"event\":" + json(text(request, "event"));
        final String result = ",\"result\":{\"status\":\"" + (refusal == null ? "success" : "fail") + "\"}";
        final String error = refusal == null
                ? "null"
                : "{\"code\":" + refusal.code + ",\"message\":" + json(refusal.getMessage()) + "}";
        if (market == GateMarket.CM) {
            return head + subject + ",\"error\":" + error + result + "}";
        }
        final Object id = request.get("id");
        return head + ",\"time_ms\":" + nowMs
                + (id instanceof JsonText.NumberText number ? ",\"id\":" + number.text() : "") + ",\"conn_id\":\""
                + CONN_ID + "\",\"trace_id\":\"" + TRACE_ID + "\"" + subject
                + (request.containsKey("payload") ? ",\"payload\":" + json(request.get("payload")) : "")
                + (refusal == null ? "" : ",\"error\":" + error) + result + ",\"requestId\":\"" + TRACE_ID + "\"}";
    }

    private static String text(final Map<?, ?> request, final String name) {
        return request.get(name) instanceof String text ? text : "";
    }

    /** What a client sent, again as JSON; objects, which no request holds, as nothing. */
    private static String json(final Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(GateRequests::json).collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof String text) {
            return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
        return value instanceof JsonText.NumberText number ? number.text() : "null";
    }
}
