package dev.wick.adapters.gateio;

import dev.wick.adapters.feed.FrameParser;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.limit.Allowance;
import dev.wick.adapters.text.JsonString;
import dev.wick.adapters.ws.ParserParts;
import dev.wick.adapters.ws.WireDialect;
import dev.wick.adapters.ws.WireRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How Gate's candle channels are asked for: one interval of one symbol in a request. The supervisor's thread.
 *
 * <p>Each request carries the time, which must not be more than a minute off the exchange's.
 */
final class GateDialogue implements WireDialect {
    /** Numbers of contracts come as decimals; without it they come as integers, cut off (documented since 2025-12-09). */
    static final Map<String, String> DECIMAL_SIZES = Map.of("X-Gate-Size-Decimal", "1");

    /** Gate's engineers say that there is no limit; this is what was seen to be answered, with room to spare. */
    private static final Allowance PACE = Allowance.perSecond(40);

    /** The server's idle time is not documented; it pings by itself, and its own client sends this every ten seconds or so. */
    private static final long KEEP_ALIVE_MS = 15_000;

    private static final int NO_LIMIT = 1 << 20;

    private final GateMarket market;
    private final GateMultipliers multipliers;
    private final SeriesRegistry registry;

    GateDialogue(final GateMarket market, final GateMultipliers multipliers, final SeriesRegistry registry) {
        this.market = market;
        this.multipliers = multipliers;
        this.registry = registry;
    }

    /**
     * {@inheritDoc}
     *
     * <p>No end of a connection for its age is documented. A first candle comes soon after each subscription whether anything
     * has traded or not (recorded on spot in 2021, on the futures in 2023).
     */
    @Override
    public WireRules rules() {
        final Map<String, String> headers = market.isFutures() ? DECIMAL_SIZES : Map.of();
        return new WireRules(headers, 1, NO_LIMIT, List.of(PACE), true, KEEP_ALIVE_MS, 0, true);
    }

    /** As frames name it: {@code 1m_BTC_USDT}. */
    @Override
    public Optional<String> topic(final Series series) {
        return GateMarket.INTERVALS.contains(series.interval())
                ? Optional.of(series.interval().text() + "_" + series.symbol())
                : Optional.empty();
    }

    @Override
    public String whyNoTopic(final Series series) {
        return series.venue() + " streams only "
                + GateMarket.INTERVALS.stream().sorted().map(Object::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String request(final boolean subscribes, final List<String> topics, final long id, final long nowMs) {
        final String[] name = topics.get(0).split("_", 2);
        return "{\"time\":" + Math.floorDiv(nowMs, 1_000) + ",\"id\":" + id + ",\"channel\":\""
                + market.channel("candlesticks") + "\",\"event\":\"" + (subscribes ? "subscribe" : "unsubscribe")
                + "\",\"payload\":[\"" + name[0] + "\"," + JsonString.quote(name[1]) + "]}";
    }

    @Override
    public String keepAlive(final long nowMs) {
        return "{\"time\":" + Math.floorDiv(nowMs, 1_000) + ",\"channel\":\"" + market.channel("ping") + "\"}";
    }

    @Override
    public FrameParser parser(final ParserParts parts) {
        return new GateFrameParser(market, multipliers, registry, parts);
    }
}
