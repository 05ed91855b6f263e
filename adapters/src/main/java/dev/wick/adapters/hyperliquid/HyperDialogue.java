package dev.wick.adapters.hyperliquid;

import dev.wick.adapters.feed.FrameParser;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.ws.ParserParts;
import dev.wick.adapters.ws.WireDialect;
import dev.wick.adapters.ws.WireRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** How Hyperliquid is asked for candles: one series in a message, each answered by itself. The supervisor's thread. */
final class HyperDialogue implements WireDialect {
    /** The server closes a connection on which it has sent nothing for a minute. */
    static final long KEEP_ALIVE_MS = 30_000;

    private static final int BYTES_PER_MESSAGE = 1_000;

    private final HyperMarket market;
    private final Supplier<HyperNames> names;
    private final SeriesRegistry registry;

    /**
     * For one connection.
     *
     * @param names as the newest list has them
     * @param registry learns what series are called on the wire
     */
    HyperDialogue(final HyperMarket market, final Supplier<HyperNames> names, final SeriesRegistry registry) {
        this.market = market;
        this.names = names;
        this.registry = registry;
    }

    /** Quiet coins send nothing; there is no lifetime that is documented, and no limit for a single connection. */
    @Override
    public WireRules rules() {
        return new WireRules(Map.of(), 1, BYTES_PER_MESSAGE, List.of(), false, KEEP_ALIVE_MS, 0, false);
    }

    @Override
    public Optional<String> topic(final Series series) {
        return HyperIntervals.all().contains(series.interval())
                ? coin(series)
                        .filter(coin -> registry.alias(series, coin))
                        .map(coin -> HyperTopic.of(coin, HyperIntervals.name(series.interval())))
                : Optional.empty();
    }

    /** A perpetual is called the same everywhere: it can be asked for before there is a list. */
    private Optional<String> coin(final Series series) {
        return market == HyperMarket.PERP
                ? Optional.of(series.symbol())
                : names.get().coin(series.symbol());
    }

    @Override
    public String whyNoTopic(final Series series) {
        if (!HyperIntervals.all().contains(series.interval())) {
            return series.venue() + " streams only "
                    + HyperIntervals.all().stream().map(Object::toString).collect(Collectors.joining(", "));
        }
        if (names.get().isEmpty()) {
            return "the list of pairs has not been fetched yet, and only it tells what " + series.symbol()
                    + " is called on the wire; ask again later";
        }
        return coin(series)
                .map(coin -> series.symbol() + " is " + coin + " on the wire, which is subscribed under another name")
                .orElseGet(() -> series.venue() + " does not list " + series.symbol());
    }

    @Override
    public String request(final boolean subscribes, final List<String> topics, final long id, final long nowMs) {
        return "{\"method\":\"" + (subscribes ? "subscribe" : "unsubscribe") + "\",\"subscription\":" + topics.get(0)
                + "}";
    }

    @Override
    public String keepAlive(final long nowMs) {
        return "{\"method\":\"ping\"}";
    }

    @Override
    public FrameParser parser(final ParserParts parts) {
        return new HyperFrameParser(parts);
    }
}
