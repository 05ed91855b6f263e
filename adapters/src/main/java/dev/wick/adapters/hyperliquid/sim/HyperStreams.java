package dev.wick.adapters.hyperliquid.sim;

import dev.wick.adapters.feed.Closing;
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
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The WebSocket side: a greeting that is not JSON, then candles of what is subscribed to, one frame for each trade, without
 * any sign that a bar is final. Coins without trades send nothing.
 */
final class HyperStreams implements WireProtocol {
    /** Subscriptions of one address on all its connections; everybody who connects here is one address. */
    static final int MAX_SUBSCRIPTIONS = 1_000;

    /** Messages of one address in a minute on all its connections. */
    static final int MAX_MESSAGES = 2_000;

    static final String GREETING = "Websocket connection established.";

    /** Nothing is documented for one connection in a second; the limit per minute is to strike first. */
    private static final int MESSAGES_PER_SECOND = 10_000;

    /** The time is documented; code and words of the goodbye are not. */
    private static final Idle IDLE = new Idle(60_000, 1000, "Inactive");

    private final HyperListing listing;
    private final Audience audience;
    private final FaultDesk faults;
    private final HyperRequests requests;
    private final Set<SimConnection> subscribers = new HashSet<>();
    private LiveMarket live;

    HyperStreams(
            final HyperListing listing, final Audience audience, final FaultDesk faults, final MinuteMeter messages) {
        this.listing = listing;
        this.audience = audience;
        this.faults = faults;
        requests = new HyperRequests(this, faults, messages);
    }

    @Override
    public void live(final LiveMarket newLive) {
        live = newLive;
    }

    @Override
    public boolean accepts(final String resource) {
        return resource.equals("/ws") || resource.startsWith("/ws?");
    }

    @Override
    public void onOpen(final SimConnection connection) {
        connection.send(GREETING);
    }

    @Override
    public void onText(final SimConnection connection, final String text) {
        requests.onText(connection, text);
    }

    /** The instrument that a subscription may be for: listed, and trading. */
    Optional<Instrument> instrument(final String coin) {
        return listing.instrument(coin).filter(one -> one.trading() && !faults.isDelisted(one.symbol()));
    }

    /** Whether one more subscription would be too many. */
    boolean isFull() {
        subscribers.removeIf(connection -> connection.streams().isEmpty());
        return subscribers.stream()
                        .mapToInt(connection -> connection.streams().size())
                        .sum()
                >= MAX_SUBSCRIPTIONS;
    }

    /** Notes a subscription; it delivers nothing before {@link #deliver}. */
    void subscribe(final SimConnection connection, final String stream) {
        connection.streams().add(stream);
        subscribers.add(connection);
    }

    /** Lets a subscription deliver; the forming bar first, if it has a trade. */
    void deliver(
            final SimConnection connection, final String stream, final Instrument instrument, final Interval interval) {
        if (faults.strikes(Fault.HALF_ACCEPT)) {
            return;
        }
        final LiveSeries series = live.open(instrument, interval);
        connection.series().put(stream, series);
        if (series.bar().trades() > 0) {
            audience.joinAndGreet(series, connection);
        } else {
            audience.join(series, connection);
        }
    }

    /** Takes a subscription away; false if there was none. */
    boolean unsubscribe(final SimConnection connection, final String stream) {
        final LiveSeries series = connection.series().remove(stream);
        if (series != null) {
            audience.leave(series, connection);
        }
        return connection.streams().remove(stream);
    }

    @Override
    public void encode(
            final LiveSeries series,
            final Bar bar,
            final long eventTimeMs,
            final boolean closed,
            final KlineText into) {
        into.whole().clear().text("{\"channel\":\"candle\",\"data\":");
        CandleText.append(into.whole(), listing.coin(series.instrument()), series.interval(), bar);
        into.whole().octet('}');
        into.inner(0, into.whole().length());
    }

    @Override
    public Closing closing() {
        return Closing.UNFLAGGED;
    }

    /** The documents expect disconnections without announcement. */
    @Override
    public String shutdownNotice(final SimConnection connection, final long nowMs) {
        return null;
    }

    @Override
    public Limits limits() {
        return new Limits(Limits.NEVER, Limits.NEVER, Limits.NEVER, MESSAGES_PER_SECOND, IDLE);
    }
}
