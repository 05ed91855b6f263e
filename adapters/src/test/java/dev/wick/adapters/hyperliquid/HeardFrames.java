package dev.wick.adapters.hyperliquid;

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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A parser with everything around it, and what came out. */
final class HeardFrames implements Replies {
    static final long RECEIVED_NS = 1_795_456_441_000_234_567L;
    static final long PARSED_NS = 12;

    final SeriesRegistry registry = new SeriesRegistry();
    final Venue venue;
    final LegStats stats = new LegStats();
    final List<Candle> candles = new ArrayList<>();
    final List<String> replies = new ArrayList<>();
    long readNs = 11;
    private HyperFrameParser parser;

    HeardFrames() {
        venue = Exchange.HYPERLIQUID.venue("usdm").orElseThrow();
        connectAnew();
    }

    void connectAnew() {
        parser = new HyperFrameParser(
                new ParserParts(registry.table(venue), 7, this::keep, this, stats, () -> PARSED_NS));
    }

    static List<String> lines(final String name) {
        try (var in = HeardFrames.class.getResourceAsStream("/hyperliquid/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int register(final String coin, final Interval interval) {
        return registry.register(venue, coin, interval).id();
    }

    Outcome parse(final String frame) {
        return parse(frame.getBytes(StandardCharsets.UTF_8));
    }

    Outcome parse(final byte[] frame) {
        return parser.onFrame(frame, 0, frame.length, readNs, RECEIVED_NS);
    }

    /** Series, open time and state of each candle so far, and forgets them: {@code "0 60 open"}. */
    List<String> drained() {
        final List<String> texts = candles.stream()
                .map(candle -> candle.seriesId + " " + candle.openTimeMs / 1_000 + " n" + candle.tradeCount + " "
                        + (candle.closed ? candle.finality.text() : "open"))
                .toList();
        candles.clear();
        return texts;
    }

    private void keep(final Candle candle) {
        final Candle copy = new Candle();
        copy.copyFrom(candle);
        candles.add(copy);
    }

    @Override
    public void on(final Reply reply) {
        replies.add(reply.kind()
                + (reply.topic().isEmpty() ? "" : " " + reply.topic())
                + (reply.message().isEmpty() ? "" : ": " + reply.message()));
    }
}
