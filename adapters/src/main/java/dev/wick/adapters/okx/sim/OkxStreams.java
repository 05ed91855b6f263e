package dev.wick.adapters.okx.sim;

import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.Audience;
import dev.wick.adapters.sim.Fault;
import dev.wick.adapters.sim.FaultDesk;
import dev.wick.adapters.sim.KlineText;
import dev.wick.adapters.sim.SimConnection;
import dev.wick.adapters.sim.SimulatorParts;
import dev.wick.adapters.sim.TextBuffer;
import dev.wick.adapters.sim.WireProtocol;
import dev.wick.adapters.sim.market.Bar;
import dev.wick.adapters.sim.market.Instrument;
import dev.wick.adapters.sim.market.LiveMarket;
import dev.wick.adapters.sim.market.LiveSeries;
import dev.wick.adapters.sim.market.Market;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The WebSocket side: candle channels on {@code /ws/v5/business}. On {@code /ws/v5/public} every one of them is refused as
 * unknown. The forming bar is pushed as soon as a channel is subscribed.
 */
final class OkxStreams implements WireProtocol {
    private static final String BUSINESS = "/ws/v5/business";
    private static final String PUBLIC = "/ws/v5/public";
    private static final String CANDLE = "candle";
    /** No number of messages a second is documented. */
    private static final int MESSAGES_PER_SECOND = 10_000;

    private static final Idle SILENCE = new Idle(30_000, 4004, "No data received in 30s.");
    private static final Limits LIMITS =
            new Limits(Limits.NEVER, Limits.NEVER, Limits.NEVER, MESSAGES_PER_SECOND, SILENCE);

    /** A channel of an instrument that exists. */
    private record Found(Instrument instrument, Interval interval) {}

    private final Market market;
    private final Audience audience;
    private final FaultDesk faults;
    private final OkxRequests requests;
    private final Map<LiveSeries, byte[]> heads = new HashMap<>();
    private LiveMarket live;

    OkxStreams(final SimulatorParts parts) {
        market = parts.market();
        audience = parts.audience();
        faults = parts.faults();
        requests = new OkxRequests(this, faults, parts.options().clock());
    }

    @Override
    public void live(final LiveMarket newLive) {
        live = newLive;
    }

    @Override
    public boolean accepts(final String resource) {
        final String path = path(resource);
        return path.equals(BUSINESS) || path.equals(PUBLIC);
    }

    @Override
    public void onOpen(final SimConnection connection) {
        connection.dead(!path(connection.resource()).equals(BUSINESS));
    }

    @Override
    public void onText(final SimConnection connection, final String text) {
        requests.onText(connection, text);
    }

    /** Subscribes a connection to a channel; false if there is no such channel. */
    boolean subscribe(final SimConnection connection, final Channel channel) {
        final Optional<Found> found = connection.dead() ? Optional.empty() : find(channel);
        if (found.isEmpty()) {
            return false;
        }
        final Instrument instrument = found.get().instrument();
        if (faults.isRefused(instrument.symbol())) {
            faults.count(Fault.REFUSE);
            return false;
        }
        final boolean added = connection.streams().add(channel.text());
        if (added && instrument.trading() && !faults.strikes(Fault.HALF_ACCEPT)) {
            final LiveSeries series = live.open(instrument, found.get().interval());
            connection.series().put(channel.text(), series);
            audience.joinAndGreet(series, connection);
        }
        return true;
    }

    /** Takes a channel from a connection; false if there is no such channel, had or not. */
    boolean unsubscribe(final SimConnection connection, final Channel channel) {
        final boolean had = connection.streams().remove(channel.text());
        final LiveSeries series = connection.series().remove(channel.text());
        if (series != null) {
            audience.leave(series, connection);
        }
        return had || (!connection.dead() && find(channel).isPresent());
    }

    private Optional<Found> find(final Channel channel) {
        if (!channel.name().startsWith(CANDLE) || faults.isDelisted(channel.instId())) {
            return Optional.empty();
        }
        return market.instrument(channel.instId())
                .flatMap(instrument -> BarName.interval(channel.name().substring(CANDLE.length()))
                        .map(interval -> new Found(instrument, interval)));
    }

    @Override
    public void encode(
            final LiveSeries series,
            final Bar bar,
            final long eventTimeMs,
            final boolean closed,
            final KlineText into) {
        final byte[] head = heads.computeIfAbsent(series, OkxStreams::head);
        final TextBuffer out = into.whole().clear();
        CandleRow.write(bar, closed, out.bytes(head, 0, head.length));
        out.text("]}");
        into.inner(0, out.length());
    }

    private static byte[] head(final LiveSeries series) {
        final String channel = CANDLE + BarName.of(series.interval());
        final Channel of = new Channel(channel, series.instrument().symbol());
        return ("{\"arg\":" + of.json() + ",\"data\":[").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String shutdownNotice(final SimConnection connection, final long nowMs) {
        return "{\"event\":\"notice\",\"code\":\"64008\",\"msg\":\"The connection will soon be closed for a service"
                + " upgrade. Please reconnect.\",\"connId\":\"" + OkxRequests.connId(connection) + "\"}";
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    private static String path(final String resource) {
        final int query = resource.indexOf('?');
        return query < 0 ? resource : resource.substring(0, query);
    }
}
