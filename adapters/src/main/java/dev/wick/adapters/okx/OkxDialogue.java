package dev.wick.adapters.okx;

import dev.wick.adapters.feed.FrameParser;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.limit.Allowance;
import dev.wick.adapters.ws.ParserParts;
import dev.wick.adapters.ws.WireDialect;
import dev.wick.adapters.ws.WireRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How OKX's candle channels are asked for: many in one request, each answered by itself. The supervisor's thread.
 *
 * <p>Source: the v5 documentation, "WebSocket": a connection may send 480 requests an hour, whatever is in them; a request's
 * channels may be 64 KB long together; a connection that is sent nothing for 30 s is closed, which a text {@code ping} and
 * its {@code pong} prevent. No lifetime is documented.
 */
final class OkxDialogue implements WireDialect {
    /** No number is documented; a hundred are far below 64 KB. */
    private static final int CHANNELS_PER_REQUEST = 100;

    private static final int BYTES_PER_REQUEST = 16_000;

    /** Of 480, a tenth is left free. */
    private static final Allowance REQUESTS = new Allowance(432, 3_600_000);

    /** Bursts are refused with 60014; which ones is not documented. */
    private static final Allowance BURST = Allowance.perSecond(5);

    /** Below 30 s with room for one that is late. */
    private static final long KEEP_ALIVE_MS = 20_000;

    private final OkxMarket market;

    OkxDialogue(final OkxMarket market) {
        this.market = market;
    }

    /** The forming bar is pushed as soon as a channel is subscribed, hence data is expected in any case. */
    @Override
    public WireRules rules() {
        return new WireRules(
                Map.of(),
                CHANNELS_PER_REQUEST,
                BYTES_PER_REQUEST,
                List.of(REQUESTS, BURST),
                true,
                KEEP_ALIVE_MS,
                0,
                true);
    }

    @Override
    public Optional<String> topic(final Series series) {
        return OkxBars.intervals().contains(series.interval())
                ? Optional.of(OkxTopic.of(OkxBars.channel(series.interval()), series.symbol()))
                : Optional.empty();
    }

    @Override
    public String whyNoTopic(final Series series) {
        return series.venue() + " streams only "
                + OkxBars.intervals().stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String request(final boolean subscribes, final List<String> topics, final long id, final long nowMs) {
        return "{\"id\":\"" + id + "\",\"op\":\"" + (subscribes ? "subscribe" : "unsubscribe") + "\",\"args\":["
                + topics.stream().map(OkxTopic::json).collect(Collectors.joining(",")) + "]}";
    }

    @Override
    public boolean isTooMuch(final String message) {
        return message.endsWith(OkxEvents.TOO_FREQUENT);
    }

    @Override
    public String keepAlive(final long nowMs) {
        return "ping";
    }

    @Override
    public FrameParser parser(final ParserParts parts) {
        return new OkxFrameParser(market, parts);
    }
}
