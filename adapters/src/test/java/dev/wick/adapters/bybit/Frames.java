package dev.wick.adapters.bybit;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.FrameParser;
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

/** A parser with everything around it, and frames to feed it. */
final class Frames implements Replies {
    static final int LEG = 7;
    static final long READ_NS = 11;
    static final long RECEIVED_NS = 1_672_324_988_961_234_567L;
    static final long PARSED_NS = 12;

    final SeriesRegistry registry = new SeriesRegistry();
    final LegStats stats = new LegStats();
    final List<Candle> candles = new ArrayList<>();
    final List<String> replies = new ArrayList<>();
    final Venue venue;
    private final FrameParser parser;

    Frames(final BybitMarket market) {
        venue = venue(market);
        parser = new BybitFrameParser(
                market, new ParserParts(registry.table(venue), LEG, this::keep, this, stats, () -> PARSED_NS));
    }

    static Venue venue(final BybitMarket market) {
        return Exchange.BYBIT.venue(market.category()).orElseThrow();
    }

    /** The lines of a file beside the tests. */
    static List<String> lines(final String name) {
        try (InputStream in = Frames.class.getResourceAsStream("/bybit/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> klines(final BybitMarket market) {
        return lines(market.category() + ".klines.jsonl");
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
        replies.add(
                switch (reply.kind()) {
                    case ACCEPTED -> "accepted " + id;
                    case REJECTED -> "rejected " + id + ": " + reply.message();
                    default -> throw new AssertionError(reply);
                });
    }
}
