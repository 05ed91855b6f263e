package dev.wick.test.fuzz;

import dev.wick.adapters.binance.BinanceDoor;
import dev.wick.adapters.bybit.BybitDoor;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.FrameParser;
import dev.wick.adapters.feed.FrameParser.Outcome;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.LegStats;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.feed.SeriesRegistry;
import dev.wick.adapters.feed.Source;
import dev.wick.adapters.feed.Venue;
import dev.wick.adapters.gateio.GateDoor;
import dev.wick.adapters.hyperliquid.HyperDoor;
import dev.wick.adapters.okx.OkxDoor;
import dev.wick.adapters.ws.ParserParts;
import dev.wick.adapters.ws.Replies;
import dev.wick.test.frames.FrameReading;
import dev.wick.test.frames.Read;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives frames to the parsers of one exchange's venues and holds what they publish against a plain reading of the same bytes.
 * The input is a sequence of frames, each but the last ended by a zero byte, all for the same parser: nothing of one frame may
 * show in the next.
 */
final class FrameFuzz {
    private static final List<String> SYMBOLS = List.of(
            "BTCUSDT",
            "OMGBUSD",
            "BTCUSD_PERP",
            "BTC-USDT",
            "BTC-USD",
            "BTC-USDT-SWAP",
            "UNI-USD-SWAP",
            "BTC-USD-220527",
            "ETHUSDT",
            "BTCUSDC",
            "BTC-25DEC26",
            "SOLUSDT",
            "BTCUSD",
            "ETHUSD",
            "BTC_USDT",
            "SOL_USDT",
            "BTC_USD",
            "ETH_USDT",
            "BTC",
            "ETH",
            "kPEPE",
            "@107",
            "PURR/USDC",
            "币安人生USDT",
            "A");

    private static final String CONTRACT = "BTC_USDT";
    private static final byte[] BEFORE = {'"', '}', ']', '1', ','};
    private static final byte[] AFTER = {'"', '}', ']', '}', '9'};
    private static final int LEG = 7;
    private static final long READ_NS = 11;
    private static final long RECEIVED_NS = 1_795_456_440_000_000_000L;

    private final List<Names> venues = new ArrayList<>();

    FrameFuzz(final Exchange exchange) {
        exchange.contractTypes().forEach(type -> venues.add(new Names(new Venue(exchange, type))));
    }

    /** Breaks off with a {@link Violation} if a rule is broken. */
    void run(final byte[] input) {
        venues.forEach(names -> new OneVenue(names).run(input));
    }

    /** The series that somebody wants of a venue. */
    private static final class Names {
        private final Venue venue;
        private final SeriesRegistry registry = new SeriesRegistry();
        private final Map<String, Series> series = new HashMap<>();

        Names(final Venue venue) {
            this.venue = venue;
            for (final String symbol : SYMBOLS) {
                for (final Interval interval : List.of(Interval.M1, Interval.M5, Interval.H1, Interval.MONTH1)) {
                    series.put(interval.text() + " " + symbol, registry.register(venue, symbol, interval));
                }
            }
        }

        Series of(final Read read) {
            return series.get(read.interval() + " " + read.symbol());
        }
    }

    /** One parser of one venue, and what it published. */
    private static final class OneVenue {
        private final Venue venue;
        private final Names names;
        private final FrameReading reading;
        private final Decimal multiplier = new Decimal();
        private final List<Candle> published = new ArrayList<>();
        private final List<Candle> forming = new ArrayList<>();
        private final FrameParser parser;

        OneVenue(final Names names) {
            this.names = names;
            venue = names.venue;
            reading = new FrameReading(venue);
            multiplier.set(1, 4);
            parser = parser(published);
        }

        private FrameParser parser(final List<Candle> into) {
            final ParserParts parts = new ParserParts(
                    names.registry.table(venue),
                    LEG,
                    candle -> {
                        final Candle copy = new Candle();
                        copy.copyFrom(candle);
                        into.add(copy);
                    },
                    Replies.UNHEARD,
                    new LegStats(),
                    () -> READ_NS + 1);
            return switch (venue.exchange()) {
                case BINANCE -> BinanceDoor.parser(venue.contractType(), parts);
                case OKX -> OkxDoor.parser(venue.contractType(), parts);
                case BYBIT -> BybitDoor.parser(venue.contractType(), parts);
                case GATEIO -> GateDoor.parser(venue.contractType(), names.registry, parts, CONTRACT, multiplier);
                case HYPERLIQUID -> HyperDoor.parser(parts);
            };
        }

        void run(final byte[] input) {
            int from = 0;
            for (int i = 0; i <= input.length; i++) {
                if (i == input.length || input[i] == 0) {
                    frame(Arrays.copyOfRange(input, from, i));
                    from = i + 1;
                }
            }
        }

        private void frame(final byte[] frame) {
            published.clear();
            final Outcome outcome = parse(parser, frame, frame.length);
            Violation.unless(
                    (outcome == Outcome.CANDLES) == !published.isEmpty(),
                    "%s: outcome %s with %d candles",
                    venue,
                    outcome,
                    published.size());
            if (published.isEmpty()) {
                return;
            }
            final List<Candle> ofFrame = withoutSuccessors();
            final List<Read> reads = plainReads(frame);
            Violation.unless(
                    ofFrame.size() == reads.size(), "%s: published %s, plain reading %s", venue, published, reads);
            for (int i = 0; i < reads.size(); i++) {
                compare(ofFrame.get(i), reads.get(i), reads);
            }
            cut(frame);
        }

        private static Outcome parse(final FrameParser parser, final byte[] frame, final int length) {
            final byte[] around = new byte[BEFORE.length + length + AFTER.length];
            System.arraycopy(BEFORE, 0, around, 0, BEFORE.length);
            System.arraycopy(frame, 0, around, BEFORE.length, length);
            System.arraycopy(AFTER, 0, around, BEFORE.length + length, AFTER.length);
            return parser.onFrame(around, BEFORE.length, length, READ_NS, RECEIVED_NS);
        }

        /** No part of the frame that lacks its end holds a candle. */
        private void cut(final byte[] frame) {
            int whole = frame.length;
            while (whole > 0 && frame[whole - 1] <= ' ') {
                whole--;
            }
            final List<Candle> none = new ArrayList<>();
            for (final int length : new int[] {whole - 1, Math.floorMod(Arrays.hashCode(frame), whole)}) {
                parse(parser(none), frame, length);
                Violation.unless(none.isEmpty(), "%s: a candle came from %d of %d bytes", venue, length, whole);
            }
        }

        /** Candles that their successors closed are those of frames before; each was forming, and is followed by its successor. */
        private List<Candle> withoutSuccessors() {
            if (venue.exchange() != Exchange.HYPERLIQUID) {
                return published;
            }
            final List<Candle> ofFrame = new ArrayList<>();
            for (int i = 0; i < published.size(); i++) {
                final Candle candle = published.get(i);
                if (candle.finality == Finality.SUCCESSOR) {
                    final Candle next = published.get(i + 1);
                    final Candle last = lastForming(candle);
                    Violation.unless(
                            candle.closed && last != null && last.sameValues(candle),
                            "%s: closed %s was %s",
                            venue,
                            candle,
                            last);
                    Violation.unless(
                            next.seriesId == candle.seriesId && next.openTimeMs > candle.openTimeMs,
                            "%s: %s is no successor of %s",
                            venue,
                            next,
                            candle);
                } else {
                    ofFrame.add(candle);
                    forming.add(candle);
                }
            }
            return ofFrame;
        }

        private Candle lastForming(final Candle like) {
            Candle last = null;
            for (final Candle candle : forming) {
                if (candle.seriesId == like.seriesId && candle.openTimeMs == like.openTimeMs) {
                    last = candle;
                }
            }
            return last;
        }

        private List<Read> plainReads(final byte[] frame) {
            final List<Read> reads = new ArrayList<>();
            try {
                reads.addAll(
                        reading.read((Map<?, ?>) new PlainJson(frame, PlainJson.Grammar.ANY_NUMBERS, 1_000).read()));
            } catch (final PlainJson.NotJsonException | RuntimeException e) {
                throw new Violation(venue + ": published " + published + ", but the plain reading fails: " + e);
            }
            reads.removeIf(read -> names.of(read) == null);
            if (venue.exchange() == Exchange.OKX || venue.exchange() == Exchange.BYBIT) {
                reads.sort(Comparator.comparingLong(Read::openTimeMs));
            }
            return reads;
        }

        private void compare(final Candle candle, final Read read, final List<Read> all) {
            final boolean same = candle.seriesId == names.of(read).id()
                    && candle.openTimeMs == read.openTimeMs()
                    && (read.eventTimeMs() == null || candle.eventTimeMs == read.eventTimeMs())
                    && Numbers.same(candle.open, read.open())
                    && Numbers.same(candle.high, read.high())
                    && Numbers.same(candle.low, read.low())
                    && Numbers.same(candle.close, read.close())
                    && isVolume(candle, read)
                    && Numbers.same(candle.quoteVolume, read.quoteVolume())
                    && Numbers.same(candle.contracts, read.contracts())
                    && candle.tradeCount == (read.trades() == null ? Candle.NONE : read.trades());
            Violation.unless(same, "%s: published %s, plain reading %s", venue, candle, read);
            final boolean closed = read.closed() || (candle.finality == Finality.SUCCESSOR && hasSuccessor(read, all));
            Violation.unless(candle.closed == closed, "%s: closed by %s: %s", venue, candle.finality, read);
            Violation.unless(candle.closed == (candle.finality != null), "%s: finality of %s", venue, candle);
            Violation.unless(
                    candle.source == Source.STREAM
                            && candle.legId == LEG
                            && candle.readNs == READ_NS
                            && candle.parsedNs == READ_NS + 1
                            && candle.receivedTimeNs == RECEIVED_NS
                            && candle.revision == 0
                            && candle.position == Candle.NONE,
                    "%s: the stamps of %s",
                    venue,
                    candle);
        }

        /** Gate's um sends none; it is the number of contracts times what one stands for. */
        private boolean isVolume(final Candle candle, final Read read) {
            if (venue.exchange() != Exchange.GATEIO
                    || read.contracts() == null
                    || !venue.contractType().name().equals("um")) {
                return Numbers.same(candle.volume, read.volume());
            }
            final BigDecimal product = read.contracts().multiply(new BigDecimal("0.0001"));
            return !candle.volume.isPresent()
                    || (CONTRACT.equals(read.symbol())
                            && candle.volume.toBigDecimal().compareTo(product) == 0);
        }

        private static boolean hasSuccessor(final Read read, final List<Read> all) {
            return all.stream()
                    .anyMatch(other -> other.symbol().equals(read.symbol())
                            && other.interval().equals(read.interval())
                            && other.openTimeMs() > read.openTimeMs());
        }
    }
}
