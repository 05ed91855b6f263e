package dev.wick.adapters.binance.sim;

import dev.wick.adapters.sim.Fault;
import dev.wick.adapters.sim.FaultDesk;
import dev.wick.adapters.sim.JsonText;
import dev.wick.adapters.sim.SimConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Answers what clients send: never wrapped, whatever the connection's form is. Owned by the simulator's thread. */
final class BinanceRequests {
    private static final String NOTHING = "null";
    private static final String METHODS =
            "`SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`, `SET_PROPERTY`, `GET_PROPERTY`";

    private final BinanceStreams streams;
    private final FaultDesk faults;

    BinanceRequests(final BinanceStreams streams, final FaultDesk faults) {
        this.streams = streams;
        this.faults = faults;
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
        final Object request;
        try {
            request = JsonText.read(text);
        } catch (final JsonText.Malformed e) {
            connection.send(error(3, "Invalid JSON: " + e.getMessage(), null));
            return;
        }
        String id = null;
        try {
            final Map<?, ?> members = object(request, text);
            id = id(members);
            final String result = result(connection, members, text);
            if (faults.isWithholdingAcks()) {
                faults.count(Fault.WITHHOLD_ACK);
            } else {
                connection.send("{\"result\":" + result + ",\"id\":" + (id == null ? "null" : id) + "}");
            }
        } catch (final Refused e) {
            connection.send(error(e.code, e.getMessage(), id));
        }
    }

    private String result(final SimConnection connection, final Map<?, ?> members, final String text) throws Refused {
        final Object method = members.get("method");
        if (method == null) {
            throw invalid("missing field `method` at line 1 column " + text.length());
        }
        return switch (method.toString()) {
            case "SUBSCRIBE" -> subscribe(connection, names(members));
            case "UNSUBSCRIBE" -> unsubscribe(connection, names(members));
            case "LIST_SUBSCRIPTIONS" -> list(connection);
            case "SET_PROPERTY" -> setProperty(connection, parameters(members));
            case "GET_PROPERTY" -> property(connection, parameters(members));
            default ->
                throw invalid("unknown variant `" + method + "`, expected one of " + METHODS + " at line 1 column "
                        + text.length());
        };
    }

    private String subscribe(final SimConnection connection, final List<String> names) throws Refused {
        for (final String name : names) {
            if (streams.instrument(name)
                    .filter(one -> faults.isRefused(one.symbol()))
                    .isPresent()) {
                faults.count(Fault.REFUSE);
                throw invalid("stream `" + name + "` is refused");
            }
        }
        if (!streams.subscribe(connection, names)) {
            throw invalid("too many parameters");
        }
        return NOTHING;
    }

    private String unsubscribe(final SimConnection connection, final List<String> names) {
        streams.unsubscribe(connection, names);
        return NOTHING;
    }

    private static String property(final SimConnection connection, final List<?> parameters) throws Refused {
        requireCombined(parameters, 1);
        return Boolean.toString(connection.wrapped());
    }

    private static String list(final SimConnection connection) {
        final List<String> quoted = new ArrayList<>();
        connection.streams().forEach(stream -> quoted.add(quoted(stream)));
        return "[" + String.join(",", quoted) + "]";
    }

    private static String setProperty(final SimConnection connection, final List<?> parameters) throws Refused {
        requireCombined(parameters, 2);
        if (parameters.get(1) instanceof Boolean combined) {
            connection.wrapped(combined);
            return NOTHING;
        }
        throw new Refused(1, "Invalid value type: expected Boolean");
    }

    private static void requireCombined(final List<?> parameters, final int count) throws Refused {
        if (parameters.size() > count) {
            throw invalid("too many parameters");
        }
        if (parameters.isEmpty() || !"combined".equals(parameters.get(0))) {
            throw new Refused(0, "Unknown property");
        }
        if (parameters.size() < count) {
            throw new Refused(1, "Invalid value type: expected Boolean");
        }
    }

    private static Map<?, ?> object(final Object request, final String text) throws Refused {
        if (request instanceof Map<?, ?> members) {
            return members;
        }
        throw invalid("invalid type, expected a request object at line 1 column " + text.length());
    }

    /** The id as JSON, as it came: a whole number, up to 36 letters and digits, or null. */
    private static String id(final Map<?, ?> members) throws Refused {
        final Object id = members.get("id");
        if (id == null || id == JsonText.NULL) {
            return null;
        }
        if (id instanceof JsonText.NumberText number && number.text().matches("-?[0-9]{1,19}")) {
            return number.text();
        }
        if (id instanceof String name && name.matches("[-_A-Za-z0-9]{1,36}")) {
            return quoted(name);
        }
        throw invalid("request ID must be an unsigned integer");
    }

    private static List<?> parameters(final Map<?, ?> members) throws Refused {
        final Object params = members.get("params");
        if (params instanceof List<?> list) {
            return list;
        }
        throw invalid(params == null ? "missing field `params`" : "invalid type, expected a sequence for `params`");
    }

    private static List<String> names(final Map<?, ?> members) throws Refused {
        final List<String> names = new ArrayList<>();
        for (final Object parameter : parameters(members)) {
            if (parameter instanceof String name) {
                names.add(name);
            } else {
                throw invalid("invalid type, expected a string in `params`");
            }
        }
        return names;
    }

    private static Refused invalid(final String detail) {
        return new Refused(2, "Invalid request: " + detail);
    }

    private static String error(final int code, final String message, final String id) {
        return "{\"code\":" + code + ",\"msg\":" + quoted(message) + (id == null ? "" : ",\"id\":" + id) + "}";
    }

    private static String quoted(final String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
