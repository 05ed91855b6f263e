package dev.wick.adapters.okx;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.FrameParser.Outcome;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.LegStats;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.ws.ParserParts;
import dev.wick.adapters.ws.Replies;
import dev.wick.adapters.ws.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A parser with everything around it, and the recorded frames to feed it. */
final class Frames implements Replies {
    static final long READ_NS = 11;
    static final long RECEIVED_NS = 1_774_964_341_961_234_567L;
    static final long PARSED_NS = 12;

    final SeriesRegistry registry = new SeriesRegistry();
    final LegStats stats = new LegStats();
    final List<Candle> candles = new ArrayList<>();
    final List<String> replies = new ArrayList<>();
    final Venue venue;
    final OkxFrameParser parser;

    Frames(final OkxMarket market) {
        venue = venue(market);
        parser = new OkxFrameParser(
                market, new ParserParts(registry.table(venue), 7, this::keep, this, stats, () -> PARSED_NS));
    }

    static Venue venue(final OkxMarket market) {
        return Exchange.OKX.venue(market.name().toLowerCase(Locale.ROOT)).orElseThrow();
    }

    static byte[] resource(final String name) {
        try (InputStream in = Frames.class.getResourceAsStream("/okx/" + name)) {
            return in.readAllBytes();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> lines(final String name) {
        return new String(resource(name), StandardCharsets.UTF_8).lines().toList();
    }

    /** The recorded candle frames of a market. */
    static List<String> candles(final OkxMarket market) {
        return lines(market.name().toLowerCase(Locale.ROOT) + ".candles.jsonl");
    }

    int register(final String symbol, final Interval interval) {
        return registry.register(venue, symbol, interval).id();
    }

    Outcome parse(final String frame) {
        return parse(frame.getBytes(StandardCharsets.UTF_8));
    }

    Outcome parse(final byte[] frame) {
        return parser.onFrame(frame, 0, frame.length, READ_NS, RECEIVED_NS);
    }

    Candle only() {
        if (candles.size() != 1) {
            throw new AssertionError("one candle expected, not " + candles);
        }
        return candles.get(0);
    }

    private void keep(final Candle candle) {
        final Candle copy = new Candle();
        copy.copyFrom(candle);
        candles.add(copy);
    }

    @Override
    public void on(final Reply reply) {
        final String id = reply.requestId() == NO_ID ? "-" : Long.toString(reply.requestId());
        replies.add(String.join("|", reply.kind().name(), id, reply.topic(), reply.message()));
    }
}
