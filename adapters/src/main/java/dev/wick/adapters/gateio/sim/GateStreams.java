package dev.wick.adapters.gateio.sim;

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
import java.util.Map;

/** The WebSocket side: one candle stream per request. Owned by the simulator's thread. */
final class GateStreams implements WireProtocol {
    private final GateMarket market;
    private final Audience audience;
    private final FaultDesk faults;
    private final CandleEncoder encoder;
    private final GateRequests requests;
    private final Map<String, Instrument> listed = new HashMap<>();
    private LiveMarket live;

    GateStreams(final GateMarket market, final SimulatorParts parts) {
        this.market = market;
        audience = parts.audience();
        faults = parts.faults();
        encoder = new CandleEncoder(market);
        requests = new GateRequests(market, this, parts);
        parts.market().instruments().forEach(instrument -> listed.put(instrument.symbol(), instrument));
    }

    @Override
    public void live(final LiveMarket newLive) {
        live = newLive;
    }

    @Override
    public boolean accepts(final String resource) {
        return market.isAt(resource);
    }

    @Override
    public void onOpen(final SimConnection connection) {
        // Gate says nothing before it is asked.
    }

    @Override
    public void onText(final SimConnection connection, final String text) {
        requests.onText(connection, text);
    }

    /** Whether the symbol is on the list; it need not trade. */
    boolean isListed(final String symbol) {
        return listed.containsKey(symbol) && !faults.isDelisted(symbol);
    }

    /**
     * Lets a connection receive a listed symbol's candles, the forming one at once, whether anything has traded or not.
     * Once only; of a symbol that does not trade nothing ever comes.
     */
    void subscribe(final SimConnection connection, final String symbol, final Interval interval) {
        final String stream = stream(symbol, interval);
        final Instrument instrument = listed.get(symbol);
        if (!connection.streams().add(stream) || !instrument.trading() || faults.strikes(Fault.HALF_ACCEPT)) {
            return;
        }
        final LiveSeries series = live.open(instrument, interval);
        connection.series().put(stream, series);
        audience.joinAndGreet(series, connection);
    }

    /** Takes a stream from a connection; one that it does not have is no error. */
    void unsubscribe(final SimConnection connection, final String symbol, final Interval interval) {
        final String stream = stream(symbol, interval);
        connection.streams().remove(stream);
        final LiveSeries series = connection.series().remove(stream);
        if (series != null) {
            audience.leave(series, connection);
        }
    }

    private static String stream(final String symbol, final Interval interval) {
        return interval.text() + "_" + symbol;
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

    /** By {@code w}, or by the next bar in the same frame; of a bar without a trade nothing comes. */
    @Override
    public Closing closing() {
        return Closing.FLAGGED_IF_TRADED;
    }

    @Override
    public String shutdownNotice(final SimConnection connection, final long nowMs) {
        return "{\"time\":" + nowMs / 1_000 + ",\"time_ms\":" + nowMs + ",\"channel\":\"" + market.channel("system")
                + "\",\"event\":\"update\",\"result\":{\"type\":\"upgrade\",\"msg\":\"The connection will soon be closed for a"
                + " service upgrade. Please reconnect.\"}}";
    }

    @Override
    public Limits limits() {
        return market.limits();
    }
}
