package dev.wick.adapters.bybit.sim;

import dev.wick.adapters.sim.Fault;
import dev.wick.adapters.sim.FaultDesk;
import dev.wick.adapters.sim.JsonText;
import dev.wick.adapters.sim.SimConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Answers what clients send: once for a request, however many topics it has; one bad topic fails it as a whole. Owned by the
 * simulator's thread.
 *
 * <p>Recorded of spot (EU, 2026-09): the words for a bad symbol, interval or number of topics; no answer at all to a topic
 * that is subscribed already; no conn_id when unsubscribing. Recorded of linear (2026-06 to 2026-09): {@code handler not
 * found} for whatever topic is bad, {@code already subscribed} for a repeated one.
 */
final class BybitRequests {
    private static final int MAX_SPOT_ARGS = 10;
    /** Documented for all topics of a connection together. */
    private static final int MAX_ARGS_CHARACTERS = 21_000;

    private static final String CONN_ID = "\"conn_id\":\"d97jp8pe6qldg79a2p9g-5k9p5\",";

    private final BybitMarket market;
    private final boolean spot;
    private final BybitStreams streams;
    private final FaultDesk faults;

    BybitRequests(final BybitMarket market, final BybitStreams streams, final FaultDesk faults) {
        this.market = market;
        this.streams = streams;
        this.faults = faults;
        spot = market == BybitMarket.SPOT;
    }

    /** A request that is refused, in the exchange's words. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(final String message) {
            super(message, null, false, false);
        }
    }

    void onText(final SimConnection connection, final String text) {
        final Map<?, ?> request;
        try {
            request = object(JsonText.read(text));
        } catch (final JsonText.Malformed | Refused e) {
            connection.send(answer(false, "Failed to decode incoming data:" + e.getMessage(), CONN_ID, "", ""));
            return;
        }
        final String op = request.get("op") instanceof String name ? name : "";
        final String id = request.get("req_id") instanceof String given ? given : "";
        try {
            if (op.equals("ping")) {
                connection.send(answer(true, "pong", CONN_ID, id, op));
            } else if (obey(connection, op, request)) {
                acknowledge(connection, op, id);
            }
        } catch (final Refused e) {
            connection.send(answer(false, e.getMessage(), CONN_ID, id, op));
        }
    }

    private void acknowledge(final SimConnection connection, final String op, final String id) {
        if (faults.isWithholdingAcks()) {
            faults.count(Fault.WITHHOLD_ACK);
            return;
        }
        final String connId = spot && op.equals("unsubscribe") ? "" : CONN_ID;
        connection.send(answer(true, spot ? op : "", connId, id, op));
    }

    /** Does as it is told; false if that is not answered. */
    private boolean obey(final SimConnection connection, final String op, final Map<?, ?> request) throws Refused {
        switch (op) {
            case "subscribe" -> {
                return subscribe(connection, topics(request));
            }
            case "unsubscribe" -> {
                streams.unsubscribe(connection, topics(request));
                return true;
            }
            default -> throw new Refused("error:invalid op");
        }
    }

    private boolean subscribe(final SimConnection connection, final List<String> topics) throws Refused {
        if (spot && topics.size() > MAX_SPOT_ARGS) {
            throw new Refused("args size >10");
        }
        for (final String topic : topics) {
            check(topic);
            if (!spot && connection.streams().contains(topic)) {
                throw new Refused("error:already subscribed,topic:" + topic);
            }
        }
        final int before = connection.streams().size();
        final int characters = characters(connection.streams()) + characters(topics);
        if (characters > MAX_ARGS_CHARACTERS) {
            throw new Refused("args too long, " + characters + ">" + MAX_ARGS_CHARACTERS);
        }
        streams.subscribe(connection, topics);
        return connection.streams().size() > before;
    }

    private static int characters(final Iterable<String> topics) {
        int characters = 0;
        for (final String topic : topics) {
            characters += topic.length();
        }
        return characters;
    }

    private void check(final String text) throws Refused {
        final BybitStreams.Topic topic = BybitStreams.Topic.of(text).orElse(null);
        if (topic == null) {
            throw new Refused(spot ? "Invalid topic :[" + text + "]" : notFound(text));
        }
        if (BybitMarket.interval(topic.interval()).isEmpty()) {
            throw new Refused(spot ? "Invalid kline type :[" + text + "]" : notFound(text));
        }
        final boolean refused = faults.isRefused(topic.symbol());
        if (refused) {
            faults.count(Fault.REFUSE);
        }
        if (refused || !streams.isKnown(topic.symbol())) {
            throw new Refused(spot ? "Invalid symbol :[" + text + "]" : notFound(text));
        }
    }

    private static String notFound(final String topic) {
        return "error:handler not found,topic:" + topic;
    }

    private static Map<?, ?> object(final Object request) throws Refused {
        if (request instanceof Map<?, ?> members) {
            return members;
        }
        throw new Refused("readObjectStart: expect { or n");
    }

    private static List<String> topics(final Map<?, ?> request) throws Refused {
        final List<String> topics = new ArrayList<>();
        if (request.get("args") instanceof List<?> args) {
            for (final Object arg : args) {
                if (arg instanceof String topic) {
                    topics.add(topic);
                }
            }
        }
        if (topics.isEmpty()) {
            throw new Refused("Params Error");
        }
        return topics;
    }

    /** Spot leaves an id out that was not given; inverse, as the documents show it, sends an empty one in any case. */
    private String answer(
            final boolean success, final String message, final String connId, final String id, final String op) {
        final String shown = market == BybitMarket.INVERSE ? "" : id;
        final String reqId = spot && id.isEmpty() ? "" : "\"req_id\":" + quoted(shown) + ",";
        return "{\"success\":" + success + ",\"ret_msg\":" + quoted(message) + "," + connId + reqId + "\"op\":"
                + quoted(op) + "}";
    }

    private static String quoted(final String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
