package dev.wick.test.fuzz;

import dev.wick.adapters.binance.BinanceDoor;
import dev.wick.adapters.bybit.BybitDoor;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.ContractType;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.gateio.GateDoor;
import dev.wick.adapters.hyperliquid.HyperDoor;
import dev.wick.adapters.okx.OkxDoor;
import dev.wick.adapters.rest.CandleRows;
import dev.wick.adapters.rest.RestAnswer;
import dev.wick.adapters.rest.RestDoor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Gives answers of one exchange's REST side to the readers of candles and of symbols, if they come past the check: what a
 * plain reading calls JSON does, and nothing else. A reader either refuses the answer in words for people, or reads what a plain
 * reading of the same bytes has.
 */
final class RestFuzz {
    /** Longer than any message with an excerpt of the answer. */
    private static final int MAX_MESSAGE = 2_000;

    /** How deep an answer may nest. */
    static final int MAX_DEPTH = 64;

    private static final String CONTRACT_SIZE = "0.0001";

    private final Exchange exchange;

    /** One reading of an answer. */
    private interface Reading<T> {
        T read() throws HistoryException;
    }

    RestFuzz(final Exchange exchange) {
        this.exchange = exchange;
    }

    /** Breaks off with a {@link Violation} if a rule is broken. */
    void run(final byte[] body) {
        RestDoor.field(new String(body, StandardCharsets.UTF_8), "code");
        final RestAnswer answer = RestDoor.answer(body);
        Violation.unless((answer != null) == isContainer(body), "let in: %s, plain reading otherwise", answer != null);
        if (answer == null) {
            return;
        }
        for (final ContractType type : exchange.contractTypes()) {
            final CandleRows rows = attempt(() -> rows(type, answer));
            if (rows != null) {
                check(type, rows.rows(), new RestReading(exchange, type, body));
            }
            final List<String> symbols = attempt(() -> symbols(type, answer));
            if (symbols != null) {
                checkSymbols(type, symbols, new RestReading(exchange, type, body));
            }
        }
        if (exchange == Exchange.HYPERLIQUID) {
            attempt(() -> HyperDoor.dexes(answer));
        }
    }

    /** Whether it is an object or an array, by the letter of RFC 8259. */
    private static boolean isContainer(final byte[] body) {
        final byte[] recoded = new String(body, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
        try {
            final Object root = new PlainJson(body, PlainJson.Grammar.STRICT, MAX_DEPTH).read();
            return (root instanceof Map || root instanceof List) && Arrays.equals(body, recoded);
        } catch (final PlainJson.NotJsonException e) {
            return false;
        }
    }

    private CandleRows rows(final ContractType type, final RestAnswer answer) throws HistoryException {
        final Decimal size = new Decimal();
        size.set(1, 4);
        return switch (exchange) {
            case BINANCE -> BinanceDoor.rows(type, answer);
            case OKX -> OkxDoor.rows(type, answer);
            case BYBIT -> BybitDoor.rows(type, answer);
            case GATEIO -> GateDoor.rows(type, answer, size);
            case HYPERLIQUID -> HyperDoor.rows(answer);
        };
    }

    private List<String> symbols(final ContractType type, final RestAnswer answer) throws HistoryException {
        return switch (exchange) {
            case BINANCE -> BinanceDoor.symbols(type, answer);
            case OKX -> OkxDoor.symbols(answer);
            case BYBIT -> BybitDoor.symbols(answer);
            case GATEIO -> GateDoor.symbols(type, answer);
            case HYPERLIQUID -> type.name().equals("spot") ? HyperDoor.pairs(answer) : HyperDoor.coins(answer);
        };
    }

    private static <T> T attempt(final Reading<T> reading) {
        try {
            return reading.read();
        } catch (final HistoryException e) {
            Violation.unless(
                    e.kind() == HistoryException.Kind.BAD_ANSWER
                            && e.getMessage().startsWith("http://exchange/path: ")
                            && e.getMessage().length() < MAX_MESSAGE,
                    "words for people: %s",
                    e);
            return null;
        }
    }

    private void check(final ContractType type, final List<Candle> rows, final RestReading reading) {
        final List<RestReading.Row> plain = reading.rows();
        if (plain == null) {
            return;
        }
        Violation.unless(rows.size() == plain.size(), "%s %s: %s, plain reading %s", exchange, type, rows, plain);
        long before = Long.MIN_VALUE;
        for (int i = 0; i < rows.size(); i++) {
            final Candle row = rows.get(i);
            Violation.unless(row.openTimeMs > before, "%s %s: not ascending: %s", exchange, type, rows);
            before = row.openTimeMs;
            Violation.unless(
                    isSame(row, plain.get(i)), "%s %s: %s, plain reading %s", exchange, type, row, plain.get(i));
        }
    }

    private static boolean isSame(final Candle row, final RestReading.Row plain) {
        return row.openTimeMs == plain.openTimeMs()
                && Numbers.same(row.open, plain.open())
                && Numbers.same(row.high, plain.high())
                && Numbers.same(row.low, plain.low())
                && Numbers.same(row.close, plain.close())
                && (plain.volume() == null || !row.volume.isPresent() || Numbers.same(row.volume, plain.volume()))
                && Numbers.same(row.quoteVolume, plain.quoteVolume())
                && Numbers.same(row.contracts, plain.contracts())
                && row.tradeCount == (plain.trades() == null ? Candle.NONE : plain.trades())
                && row.closed == plain.closed();
    }

    private void checkSymbols(final ContractType type, final List<String> symbols, final RestReading reading) {
        final List<String> plain = reading.symbols();
        Violation.unless(
                plain == null || plain.equals(symbols), "%s %s: %s, plain reading %s", exchange, type, symbols, plain);
    }

    /** What one contract of the um stands for, to {@link RestReading}. */
    static String contractSize() {
        return CONTRACT_SIZE;
    }
}
