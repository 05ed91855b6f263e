package dev.wick.adapters.bybit;

import dev.wick.adapters.feed.FrameParser;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.limit.Allowance;
import dev.wick.adapters.text.JsonString;
import dev.wick.adapters.ws.ParserParts;
import dev.wick.adapters.ws.WireDialect;
import dev.wick.adapters.ws.WireRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How Bybit's public topics are asked for: many in one request, answered as a whole, and refused as a whole for one bad
 * topic among them. The supervisor's thread.
 */
final class BybitDialogue implements WireDialect {
    /** Documented: {@code wss-authentication.mdx}, "How to Send the Heartbeat Packet". */
    private static final long KEEP_ALIVE_MS = 20_000;

    /** Documented are 21,000 characters for all topics of a connection. */
    private static final int BYTES_PER_MESSAGE = 8_000;

    /** No limit is documented; 18 requests at once were recorded to be answered. */
    private static final Allowance PACE = Allowance.perSecond(15);

    /**
     * Whose topic an error names. Recorded on spot: {@code Invalid symbol :[kline.1.NOPEUSDC]}, {@code Invalid kline type
     * :[kline.7.BTCUSDC]}; on linear: {@code error:handler not found,topic:kline.1.NOPEUSDT}.
     */
    private static final Pattern CULPRIT = Pattern.compile(":\\[([^\\[\\]]+)]\\s*$|,topic:(\\S+)\\s*$");

    /** Recorded on linear in answer to a repeated subscription; spot does not answer that at all. */
    private static final String STANDING = "already subscribed";

    private final BybitMarket market;

    BybitDialogue(final BybitMarket market) {
        this.market = market;
    }

    /**
     * {@inheritDoc}
     *
     * <p>No end of a connection for its age is documented. Spot sends nothing of a quiet symbol, and how often contracts do is
     * not known, so that silence proves nothing.
     */
    @Override
    public WireRules rules() {
        return new WireRules(
                Map.of(), market.topicsPerMessage(), BYTES_PER_MESSAGE, List.of(PACE), true, KEEP_ALIVE_MS, 0, false);
    }

    @Override
    public Optional<String> topic(final Series series) {
        return Optional.ofNullable(BybitTopic.of(series));
    }

    @Override
    public String whyNoTopic(final Series series) {
        return BybitIntervals.only(series);
    }

    @Override
    public String request(final boolean subscribes, final List<String> topics, final long id, final long nowMs) {
        return "{\"req_id\":\"" + id + "\",\"op\":\"" + (subscribes ? "subscribe" : "unsubscribe") + "\",\"args\":["
                + topics.stream().map(JsonString::quote).collect(Collectors.joining(",")) + "]}";
    }

    @Override
    public Optional<String> culprit(final String message) {
        return message.contains(STANDING) ? Optional.empty() : named(message);
    }

    @Override
    public Optional<String> standing(final String message) {
        return message.contains(STANDING) ? named(message) : Optional.empty();
    }

    private static Optional<String> named(final String message) {
        final Matcher matcher = CULPRIT.matcher(message);
        if (!matcher.find()) {
            return Optional.empty();
        }
        return Optional.of(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }

    @Override
    public String keepAlive(final long nowMs) {
        return "{\"req_id\":\"ping\",\"op\":\"ping\"}";
    }

    @Override
    public FrameParser parser(final ParserParts parts) {
        return new BybitFrameParser(market, parts);
    }
}
