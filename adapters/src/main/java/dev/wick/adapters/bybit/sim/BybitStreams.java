package dev.wick.adapters.bybit.sim;

import dev.wick.adapters.feed.Closing;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.Audience;
import dev.wick.adapters.sim.Fault;
import dev.wick.adapters.sim.FaultDesk;
import dev.wick.adapters.sim.KlineText;
import dev.wick.adapters.sim.SimConnection;
import dev.wick.adapters.sim.SimulatorParts;
import dev.wick.adapters.sim.WireProtocol;
import dev.wick.adapters.sim.market.Bar;
import dev.wick.adapters.sim.market.Instrument;
import dev.wick.adapters.sim.market.LiveMarket;
import dev.wick.adapters.sim.market.LiveSeries;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The WebSocket side: topics by request, on one path per market. */
final class BybitStreams implements WireProtocol {
    /** What a topic names. */
    record Topic(String interval, String symbol) {
        /** Splits {@code kline.1.BTC-25DEC26} at its first two dots. */
        static Optional<Topic> of(final String text) {
            final String[] words = text.split("\\.", 3);
            return words.length == 3 && words[0].equals("kline")
                    ? Optional.of(new Topic(words[1], words[2]))
                    : Optional.empty();
        }
    }

    private final BybitMarket market;
    private final Audience audience;
    private final FaultDesk faults;
    private final KlineEncoder encoder;
    private final BybitRequests requests;
    private final Map<String, Instrument> trading = new HashMap<>();
    private LiveMarket live;

    BybitStreams(final BybitMarket market, final SimulatorParts parts) {
        this.market = market;
        audience = parts.audience();
        faults = parts.faults();
        encoder = new KlineEncoder(market);
        requests = new BybitRequests(market, this, faults);
        for (final Instrument instrument : parts.market().instruments()) {
            if (instrument.trading()) {
                trading.put(instrument.symbol(), instrument);
            }
        }
    }

    @Override
    public void live(final LiveMarket newLive) {
        live = newLive;
    }

    @Override
    public boolean accepts(final String resource) {
        return resource.equals(market.path());
    }

    @Override
    public void onOpen(final SimConnection connection) {
        // Nothing is said before the client has asked.
    }

    @Override
    public void onText(final SimConnection connection, final String text) {
        requests.onText(connection, text);
    }

    /** Whether the symbol is listed, trades and may be subscribed to. */
    boolean isKnown(final String symbol) {
        return trading.containsKey(symbol) && !faults.isDelisted(symbol);
    }

    /** Adds topics that all exist; those that the connection has already stay as they are. */
    void subscribe(final SimConnection connection, final List<String> topics) {
        for (final String topic : topics) {
            if (connection.streams().add(topic) && !faults.strikes(Fault.HALF_ACCEPT)) {
                deliver(connection, topic);
            }
        }
    }

    private void deliver(final SimConnection connection, final String text) {
        final Topic topic = Topic.of(text).orElseThrow();
        final Interval interval = BybitMarket.interval(topic.interval).orElseThrow();
        final LiveSeries series = live.open(trading.get(topic.symbol), interval);
        connection.series().put(text, series);
        audience.join(series, connection);
    }

    /** Takes topics from a connection; those that it does not have are no error. */
    void unsubscribe(final SimConnection connection, final List<String> topics) {
        for (final String topic : topics) {
            connection.streams().remove(topic);
            final LiveSeries series = connection.series().remove(topic);
            if (series != null) {
                audience.leave(series, connection);
            }
        }
    }

    @Override
    public void encode(
            final LiveSeries series,
            final Bar bar,
            final long eventTimeMs,
            final boolean closed,
            final KlineText into) {
        encoder.encode(series, bar, eventTimeMs, closed, into);
    }

    /** Spot was recorded to push only when there are trades; of the others nothing is known, so they differ here. */
    @Override
    public Closing closing() {
        return market == BybitMarket.SPOT ? Closing.FLAGGED_IF_TRADED : Closing.FLAGGED;
    }

    /** Bybit announces nothing. */
    @Override
    public String shutdownNotice(final SimConnection connection, final long nowMs) {
        return null;
    }

    @Override
    public Limits limits() {
        return market.limits();
    }
}
