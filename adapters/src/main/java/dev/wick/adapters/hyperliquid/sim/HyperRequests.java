package dev.wick.adapters.hyperliquid.sim;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.Fault;
import dev.wick.adapters.sim.FaultDesk;
import dev.wick.adapters.sim.JsonText;
import dev.wick.adapters.sim.SimConnection;
import dev.wick.adapters.sim.market.Instrument;
import java.util.Map;
import java.util.Optional;

/** Answers what clients send, in the exchange's words; only candles are played. Owned by the simulator's thread. */
final class HyperRequests {
    /** A subscription as it came; both parts are texts. */
    private record Subscription(String coin, String interval) {
        /** Its name in a connection's books. */
        String stream() {
            return interval + " " + coin;
        }

        /** As the exchange writes it; the order of the keys has been seen both ways. */
        String json(final boolean intervalFirst) {
            final String first = "\"interval\":\"" + escaped(interval) + "\"";
            final String second = "\"coin\":\"" + escaped(coin) + "\"";
            return "{\"type\":\"candle\"," + (intervalFirst ? first + "," + second : second + "," + first) + "}";
        }
    }

    private final HyperStreams streams;
    private final FaultDesk faults;
    private final MinuteMeter messages;
    private boolean intervalFirst;

    HyperRequests(final HyperStreams streams, final FaultDesk faults, final MinuteMeter messages) {
        this.streams = streams;
        this.faults = faults;
        this.messages = messages;
    }

    void onText(final SimConnection connection, final String text) {
        if (messages.add(1) > HyperStreams.MAX_MESSAGES) {
            error(connection, "Cannot send more than " + HyperStreams.MAX_MESSAGES + " messages per minute.");
            return;
        }
        final Map<?, ?> request = object(text);
        final Object method = request.get("method");
        if ("ping".equals(method)) {
            connection.send("{\"channel\":\"pong\"}");
            return;
        }
        final Optional<Subscription> subscription = subscription(request.get("subscription"));
        final boolean subscribes = "subscribe".equals(method);
        if (subscription.isEmpty() || !(subscribes || "unsubscribe".equals(method))) {
            error(connection, "Error parsing JSON into valid websocket request: " + text);
            return;
        }
        intervalFirst = !intervalFirst;
        if (subscribes) {
            subscribe(connection, subscription.get());
        } else {
            unsubscribe(connection, subscription.get());
        }
    }

    private void subscribe(final SimConnection connection, final Subscription asked) {
        final Optional<Instrument> instrument = streams.instrument(asked.coin);
        final Optional<Interval> interval = WireInterval.of(asked.interval);
        final boolean refused =
                instrument.filter(one -> faults.isRefused(one.symbol())).isPresent();
        if (refused) {
            faults.count(Fault.REFUSE);
        }
        if (refused || instrument.isEmpty() || interval.isEmpty()) {
            error(connection, "Invalid subscription " + asked.json(intervalFirst));
        } else if (connection.streams().contains(asked.stream())) {
            error(connection, "Already subscribed: " + asked.json(intervalFirst));
        } else if (streams.isFull()) {
            error(connection, "Cannot subscribe to more than " + HyperStreams.MAX_SUBSCRIPTIONS + " channels.");
        } else {
            streams.subscribe(connection, asked.stream());
            acknowledge(connection, "subscribe", asked);
            streams.deliver(connection, asked.stream(), instrument.get(), interval.get());
        }
    }

    private void unsubscribe(final SimConnection connection, final Subscription asked) {
        if (streams.unsubscribe(connection, asked.stream())) {
            acknowledge(connection, "unsubscribe", asked);
        } else {
            error(connection, "Already unsubscribed: " + asked.json(intervalFirst));
        }
    }

    private void acknowledge(final SimConnection connection, final String method, final Subscription asked) {
        if (faults.isWithholdingAcks()) {
            faults.count(Fault.WITHHOLD_ACK);
            return;
        }
        connection.send("{\"channel\":\"subscriptionResponse\",\"data\":{\"method\":\"" + method
                + "\",\"subscription\":" + asked.json(intervalFirst) + "}}");
    }

    private static void error(final SimConnection connection, final String words) {
        connection.send("{\"channel\":\"error\",\"data\":\"" + escaped(words) + "\"}");
    }

    private static Map<?, ?> object(final String text) {
        try {
            return JsonText.read(text) instanceof Map<?, ?> members ? members : Map.of();
        } catch (final JsonText.Malformed e) {
            return Map.of();
        }
    }

    private static Optional<Subscription> subscription(final Object value) {
        if (value instanceof Map<?, ?> members
                && "candle".equals(members.get("type"))
                && members.get("coin") instanceof String coin
                && members.get("interval") instanceof String interval) {
            return Optional.of(new Subscription(coin, interval));
        }
        return Optional.empty();
    }

    private static String escaped(final String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ");
    }
}
