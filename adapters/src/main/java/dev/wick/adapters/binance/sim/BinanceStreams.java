package dev.wick.adapters.binance.sim;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.Audience;
import dev.wick.adapters.sim.Fault;
import dev.wick.adapters.sim.FaultDesk;
import dev.wick.adapters.sim.KlineText;
import dev.wick.adapters.sim.SimConnection;
import dev.wick.adapters.sim.WireProtocol;
import dev.wick.adapters.sim.market.Bar;
import dev.wick.adapters.sim.market.Instrument;
import dev.wick.adapters.sim.market.LiveMarket;
import dev.wick.adapters.sim.market.LiveSeries;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.java_websocket.framing.CloseFrame;

/**
 * The WebSocket side: streams by path or by request. A stream that does not exist is acknowledged all the same, and never
 * delivers: an unknown symbol, one that is halted, an interval that the market lacks, a name in upper case.
 */
final class BinanceStreams implements WireProtocol {
    /** Streams of one connection at most. */
    static final int MAX_STREAMS = 1_024;

    private static final String KLINE = "@kline_";

    private final BinanceMarket market;
    private final Audience audience;
    private final FaultDesk faults;
    private final KlineEncoder encoder;
    private final BinanceRequests requests;
    private final Map<String, Instrument> byLowerCase = new HashMap<>();
    private LiveMarket live;

    BinanceStreams(
            final BinanceMarket market,
            final List<Instrument> instruments,
            final Audience audience,
            final FaultDesk faults) {
        this.market = market;
        this.audience = audience;
        this.faults = faults;
        encoder = new KlineEncoder(market);
        requests = new BinanceRequests(this, faults);
        for (final Instrument instrument : instruments) {
            if (instrument.trading()) {
                byLowerCase.put(instrument.symbol().toLowerCase(Locale.ROOT), instrument);
            }
        }
    }

    @Override
    public void live(final LiveMarket newLive) {
        live = newLive;
    }

    @Override
    public boolean accepts(final String resource) {
        return StreamPath.of(market, resource).known();
    }

    @Override
    public void onOpen(final SimConnection connection) {
        final StreamPath path = StreamPath.of(market, connection.resource());
        connection.wrapped(path.combined());
        connection.dead(!path.delivers());
        if (!subscribe(connection, path.streams())) {
            connection.close(CloseFrame.POLICY_VALIDATION, "Too many streams");
        }
    }

    @Override
    public void onText(final SimConnection connection, final String text) {
        requests.onText(connection, text);
    }

    /** Adds streams to a connection; false, and nothing added, if they would be too many. */
    boolean subscribe(final SimConnection connection, final List<String> streams) {
        final long added = streams.stream()
                .distinct()
                .filter(stream -> !connection.streams().contains(stream))
                .count();
        if (connection.streams().size() + added > MAX_STREAMS) {
            return false;
        }
        for (final String stream : streams) {
            if (connection.streams().add(stream) && !connection.dead()) {
                deliver(connection, stream);
            }
        }
        return true;
    }

    private void deliver(final SimConnection connection, final String stream) {
        final Optional<Instrument> instrument = instrument(stream);
        final int at = stream.indexOf(KLINE);
        if (instrument.isEmpty()) {
            return;
        }
        final Optional<Interval> interval = market.interval(stream.substring(at + KLINE.length()));
        if (interval.isEmpty() || faults.strikes(Fault.HALF_ACCEPT)) {
            return;
        }
        final LiveSeries series = live.open(instrument.get(), interval.get());
        connection.series().put(stream, series);
        audience.join(series, connection);
    }

    /** The instrument whose bars a stream's name asks for, if there is one. */
    Optional<Instrument> instrument(final String stream) {
        final int at = stream.indexOf(KLINE);
        return at < 0 ? Optional.empty() : Optional.ofNullable(byLowerCase.get(stream.substring(0, at)));
    }

    /** Takes streams from a connection; those that it does not have are no error. */
    void unsubscribe(final SimConnection connection, final List<String> streams) {
        for (final String stream : streams) {
            connection.streams().remove(stream);
            final LiveSeries series = connection.series().remove(stream);
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

    @Override
    public String shutdownNotice(final SimConnection connection, final long nowMs) {
        if (market != BinanceMarket.SPOT) {
            return null;
        }
        final String event = "{\"e\":\"serverShutdown\",\"E\":" + nowMs + "}";
        return connection.wrapped() ? "{\"stream\":\"!serverShutdown\",\"data\":" + event + "}" : event;
    }

    @Override
    public Limits limits() {
        return market.limits();
    }
}
