package dev.wick.adapters.gateio;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A parser with everything around it, and the frames to feed it. */
final class Frames implements Replies {
    static final long READ_NS = 11;
    static final long RECEIVED_NS = 1_795_456_442_096_123_456L;
    static final long PARSED_NS = 12;

    final SeriesRegistry registry = new SeriesRegistry();
    final GateMultipliers multipliers = new GateMultipliers();
    final LegStats stats = new LegStats();
    final List<Candle> candles = new ArrayList<>();
    final List<String> replies = new ArrayList<>();
    final Venue venue;
    final GateFrameParser parser;

    Frames(final GateMarket market) {
        venue = venue(market);
        parser = new GateFrameParser(
                market,
                multipliers,
                registry,
                new ParserParts(registry.table(venue), 7, this::keep, this, stats, () -> PARSED_NS));
    }

    static Venue venue(final GateMarket market) {
        return Exchange.GATEIO.venue(market.name().toLowerCase(Locale.ROOT)).orElseThrow();
    }

    /** The lines of a file beside the tests. */
    static List<String> lines(final String name) {
        try (var in = Frames.class.getResourceAsStream("/gateio/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> candles(final GateMarket market) {
        return lines(market.name().toLowerCase(Locale.ROOT) + ".candles.jsonl");
    }

    int register(final String symbol, final Interval interval) {
        return registry.register(venue, symbol, interval).id();
    }

    Frames multiplier(final String symbol, final long mantissa, final int scale) {
        final Decimal multiplier = new Decimal();
        multiplier.set(mantissa, scale);
        multipliers.learn(Map.of(symbol, multiplier));
        return this;
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
                    case TOPIC_ACCEPTED -> "accepted " + reply.topic();
                    case TOPIC_DROPPED -> "dropped " + reply.topic();
                    case TOPIC_REJECTED -> "rejected " + reply.topic() + ": " + reply.message();
                    case NOTICE -> "notice: " + reply.message();
                });
    }
}
