package dev.wick.adapters.binance;

import dev.wick.adapters.feed.FrameParser;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.limit.Allowance;
import dev.wick.adapters.text.JsonString;
import dev.wick.adapters.ws.ParserParts;
import dev.wick.adapters.ws.WireDialect;
import dev.wick.adapters.ws.WireRules;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How Binance's combined streams are asked for: by id, many in one message, each answered as a whole. */
final class BinanceDialogue implements WireDialect {
    /** Binance disconnects after 24 h; this leaves ten minutes to replace the connection. */
    static final long LIFETIME_MS = (24 * 60 - 10) * 60_000L;

    /** Binance recommends no more; a list of 1024 in one message is cut off by some gateways. */
    private static final int STREAMS_PER_MESSAGE = 200;

    private static final int BYTES_PER_MESSAGE = 4_000;

    /** Left free for pings and pongs, which count. */
    private static final int SPARE_MESSAGES = 2;

    private final BinanceMarket market;
    private final Runnable onSilentPath;

    /** For one connection; {@code onSilentPath} runs if it accepts subscriptions and then sends nothing. */
    BinanceDialogue(final BinanceMarket market, final Runnable onSilentPath) {
        this.market = market;
        this.onSilentPath = onSilentPath;
    }

    @Override
    public WireRules rules() {
        return new WireRules(
                Map.of(),
                STREAMS_PER_MESSAGE,
                BYTES_PER_MESSAGE,
                List.of(Allowance.perSecond(market.messagesPerSecond() - SPARE_MESSAGES)),
                false,
                0,
                LIFETIME_MS,
                true);
    }

    /** A series' name on the wire: {@code btcusdt@kline_1m}; in upper case it would be accepted and never deliver. */
    @Override
    public Optional<String> topic(final Series series) {
        return market.intervals().contains(series.interval())
                ? Optional.of(series.symbol().toLowerCase(Locale.ROOT) + "@kline_"
                        + series.interval().text())
                : Optional.empty();
    }

    @Override
    public String whyNoTopic(final Series series) {
        return series.venue() + " streams only "
                + market.intervals().stream().sorted().map(Object::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String request(final boolean subscribes, final List<String> topics, final long id, final long nowMs) {
        final String method = subscribes ? "SUBSCRIBE" : "UNSUBSCRIBE";
        return "{\"method\":\"" + method + "\",\"params\":["
                + topics.stream().map(JsonString::quote).collect(Collectors.joining(",")) + "],\"id\":" + id + "}";
    }

    @Override
    public void onNoData() {
        onSilentPath.run();
    }

    @Override
    public FrameParser parser(final ParserParts parts) {
        return new BinanceFrameParser(market, parts);
    }
}
