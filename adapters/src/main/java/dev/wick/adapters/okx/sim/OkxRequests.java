package dev.wick.adapters.okx.sim;

import dev.wick.adapters.sim.Fault;
import dev.wick.adapters.sim.FaultDesk;
import dev.wick.adapters.sim.JsonText;
import dev.wick.adapters.sim.SimConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.agrona.concurrent.EpochClock;

/**
 * Answers what clients send: {@code ping} with {@code pong}, and each channel of a request by itself, so that a bad one fails
 * alone. A request that is refused as a whole is answered once. Owned by the simulator's thread.
 */
final class OkxRequests {
    /** "The total length of multiple channels cannot exceed 64 KB", say the documents. */
    private static final int MAX_REQUEST_BYTES = 64 * 1024;

    private final OkxStreams streams;
    private final FaultDesk faults;
    private final EpochClock clock;
    private final Map<SimConnection, HourlyCount> counts = new WeakHashMap<>();

    OkxRequests(final OkxStreams streams, final FaultDesk faults, final EpochClock clock) {
        this.streams = streams;
        this.faults = faults;
        this.clock = clock;
    }

    /** A request that is refused as a whole, with the exchange's code and words. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final int code;

        Refused(final int code, final String message) {
            super(message, null, false, false);
            this.code = code;
        }
    }

    /** Eight hexadecimal digits that name a connection in all that is said on it. */
    static String connId(final SimConnection connection) {
        return String.format("%08x", System.identityHashCode(connection));
    }

    void onText(final SimConnection connection, final String text) {
        if (text.equals("ping")) {
            connection.send("pong");
            return;
        }
        String id = "";
        try {
            final Map<?, ?> members = object(text);
            id = id(members);
            final String op = String.valueOf(members.get("op"));
            if (!op.equals("subscribe") && !op.equals("unsubscribe")) {
                throw invalid(text);
            }
            final List<Channel> channels = channels(members, text);
            if (!counts.computeIfAbsent(connection, added -> new HourlyCount()).allows(clock.time())) {
                throw new Refused(60014, "Requests too frequent");
            }
            for (final Channel channel : channels) {
                answer(connection, op, channel, id);
            }
        } catch (final Refused e) {
            connection.send(error(connection, e.code, e.getMessage(), id));
        }
    }

    private void answer(final SimConnection connection, final String op, final Channel channel, final String id) {
        final boolean subscribes = op.equals("subscribe");
        final boolean done =
                subscribes ? streams.subscribe(connection, channel) : streams.unsubscribe(connection, channel);
        if (!done) {
            connection.send(error(
                    connection,
                    60018,
                    (subscribes ? "Subscribe" : "Unsubscribe") + " failed, wrong URL or " + channel.text()
                            + " doesn't exist. Please use the correct URL, channel and parameters referring to API"
                            + " document.",
                    id));
        } else if (faults.isWithholdingAcks()) {
            faults.count(Fault.WITHHOLD_ACK);
        } else {
            connection.send("{" + shown(id) + "\"event\":\"" + op + "\",\"arg\":" + channel.json() + ",\"connId\":\""
                    + connId(connection) + "\"}");
        }
    }

    private static Map<?, ?> object(final String text) throws Refused {
        try {
            if (text.getBytes(StandardCharsets.UTF_8).length <= MAX_REQUEST_BYTES
                    && JsonText.read(text) instanceof Map<?, ?> members) {
                return members;
            }
        } catch (final JsonText.Malformed e) {
            throw invalid(text);
        }
        throw invalid(text);
    }

    /** Up to 32 letters and digits, or none. */
    private static String id(final Map<?, ?> members) throws Refused {
        final Object id = members.get("id");
        if (id == null) {
            return "";
        }
        if (id instanceof String text && text.matches("[A-Za-z0-9]{0,32}")) {
            return text;
        }
        throw new Refused(60013, "Invalid args");
    }

    private static List<Channel> channels(final Map<?, ?> members, final String text) throws Refused {
        if (!(members.get("args") instanceof List<?> args) || args.isEmpty()) {
            throw invalid(text);
        }
        final List<Channel> channels = new ArrayList<>();
        for (final Object arg : args) {
            if (!(arg instanceof Map<?, ?> fields)
                    || !(fields.get("channel") instanceof String channel)
                    || !(fields.get("instId") instanceof String instId)) {
                throw new Refused(60013, "Invalid args");
            }
            channels.add(new Channel(channel, instId));
        }
        return channels;
    }

    private static Refused invalid(final String text) {
        return new Refused(60012, "Invalid request: " + text);
    }

    private static String error(final SimConnection connection, final int code, final String message, final String id) {
        return "{" + shown(id) + "\"event\":\"error\",\"msg\":" + Quoted.of(message) + ",\"code\":\"" + code
                + "\",\"connId\":\"" + connId(connection) + "\"}";
    }

    private static String shown(final String id) {
        return id.isEmpty() ? "" : "\"id\":\"" + id + "\",";
    }
}
