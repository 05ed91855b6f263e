package dev.wick.adapters.binance;

import com.dslplatform.json.JsonReader;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.rest.Excerpt;
import dev.wick.adapters.rest.RestAnswer;
import dev.wick.adapters.text.DecimalReader;
import dev.wick.adapters.text.LongReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads an answer of {@code klines}: all of its rows, or none.
 *
 * <pre>
 * [[1672531200000,"16531.2","16615.9","16486.6","16607.9","2067959",1672617599999,"12496.62852978",53963,"1094352",...],...]
 *   0 open time    1 open   2 high    3 low     4 close   5 volume  6 close time  7 quote volume   8 trades, and more
 * </pre>
 *
 * <p>Where the market counts in contracts, 5 is contracts and 7 the base volume. Source: rest-api.md of
 * binance-spot-api-docs, and the kline pages of the derivatives documentation. One object per answer, one thread.
 */
final class BinanceKlineRows {
    private static final int CELLS_NEEDED = 9;

    private final RestAnswer answer;
    private final boolean countsContracts;
    private final List<Candle> rows = new ArrayList<>();
    private int cell;
    private int rowStart;

    private BinanceKlineRows(final RestAnswer answer, final boolean countsContracts) {
        this.answer = answer;
        this.countsContracts = countsContracts;
    }

    /**
     * The rows, ascending by open time. Close times are the row's own; series, finality and stamps are not set.
     *
     * @throws HistoryException of kind BAD_ANSWER, naming the row
     */
    static List<Candle> read(final RestAnswer answer, final boolean countsContracts) throws HistoryException {
        final BinanceKlineRows reading = new BinanceKlineRows(answer, countsContracts);
        try {
            final JsonReader<?> reader = BinanceJson.open(answer.body());
            BinanceJson.eachElement(reader, (none, r) -> reading.row(r));
            BinanceJson.expectEnd(reader, answer.body());
            return reading.rows;
        } catch (final IOException | IndexOutOfBoundsException e) {
            throw reading.bad(e);
        }
    }

    private byte row(final JsonReader<?> reader) throws IOException {
        final Candle candle = new Candle();
        rowStart = reader.getCurrentIndex() - 1;
        cell = 0;
        BinanceJson.eachElement(reader, (none, r) -> cell(r, candle));
        if (cell < CELLS_NEEDED) {
            throw new IOException("it has " + cell + " values, at least " + CELLS_NEEDED + " are needed");
        }
        if (!rows.isEmpty() && rows.get(rows.size() - 1).openTimeMs >= candle.openTimeMs) {
            throw new IOException("its open time is not after that of the row before");
        }
        rows.add(candle);
        return reader.getNextToken();
    }

    private byte cell(final JsonReader<?> reader, final Candle candle) throws IOException {
        final boolean quoted = reader.last() == '"';
        final int start = reader.getCurrentIndex() - (quoted ? 0 : 1);
        final byte next = reader.skip();
        final byte[] body = answer.body();
        int end = reader.getCurrentIndex() - 1;
        while (end > start && body[end - 1] <= ' ') {
            end--;
        }
        store(candle, body, start, Math.max(start, quoted ? end - 1 : end));
        cell++;
        return next;
    }

    private void store(final Candle candle, final byte[] body, final int start, final int end) throws IOException {
        switch (cell) {
            case 0 -> candle.openTimeMs = whole("open time", body, start, end);
            case 1 -> decimal("open", body, start, end, candle.open);
            case 2 -> decimal("high", body, start, end, candle.high);
            case 3 -> decimal("low", body, start, end, candle.low);
            case 4 -> decimal("close", body, start, end, candle.close);
            case 5 -> decimal("volume", body, start, end, countsContracts ? candle.contracts : candle.volume);
            case 6 -> candle.closeTimeMs = whole("close time", body, start, end);
            case 7 -> decimal("second volume", body, start, end, countsContracts ? candle.volume : candle.quoteVolume);
            case 8 -> candle.tradeCount = whole("number of trades", body, start, end);
            default -> {
                // The taker's share and a field to ignore.
            }
        }
    }

    private static long whole(final String name, final byte[] body, final int start, final int end) throws IOException {
        final long value = LongReader.read(body, start, end - start);
        if (value == LongReader.GARBAGE || value < 0) {
            throw new IOException("its " + name + " is no whole number: " + Excerpt.of(body, start, end - start));
        }
        return value;
    }

    private static void decimal(
            final String name, final byte[] body, final int start, final int end, final Decimal into)
            throws IOException {
        if (DecimalReader.read(body, start, end - start, into) == DecimalReader.Outcome.GARBAGE) {
            throw new IOException("its " + name + " is no number: " + Excerpt.of(body, start, end - start));
        }
    }

    private HistoryException bad(final Exception cause) {
        final byte[] body = answer.body();
        final String message = "%s: row %d cannot be read, nothing of this answer is used: %s; the row begins: %s"
                .formatted(
                        answer.url(),
                        rows.size(),
                        Excerpt.of(String.valueOf(cause.getMessage())),
                        Excerpt.of(body, rowStart, body.length - rowStart));
        return new HistoryException(HistoryException.Kind.BAD_ANSWER, message, 0, cause);
    }
}
