package dev.wick.engine.egress;

import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import dev.wick.engine.egress.JsonIn.Field;
import dev.wick.engine.egress.JsonIn.Num;
import dev.wick.engine.egress.RequestFields.UnusableException;
import java.util.List;

/** Reads one {@code history} request. Used by one thread, once. */
final class HistoryFields {
    /** The most candles of one page. */
    static final int MAX_LIMIT = 1_000;

    private static final List<String> FIELDS =
            List.of("op", "id", "exchange", "contract_type", "symbol", "interval", "from", "to", "limit");
    private static final int DEFAULT_LIMIT = 500;

    private final RequestFields in;

    HistoryFields(final RequestFields in) {
        this.in = in;
    }

    /** What is asked for. */
    Request.History read() throws UnusableException {
        in.allowOnly(FIELDS);
        final Exchange exchange = in.exchange();
        final String contractType = in.contractType();
        final String symbol = in.oneSymbol();
        final Interval interval = in.interval();
        final Field from = in.field("from");
        if (from == null) {
            throw in.unusable("bad_field", "the field \"from\" is missing: the first open time, UTC ms");
        }
        final long fromMs = openTimeMs("from", from, interval);
        final Field to = in.field("to");
        final long toMs = to == null ? HistoryRequest.NEWEST : openTimeMs("to", to, interval);
        if (toMs < fromMs) {
            throw in.unusable("bad_range", "\"to\" (" + toMs + ") lies before \"from\" (" + fromMs + ")");
        }
        return new Request.History(in.id(), exchange, contractType, symbol, interval, fromMs, toMs, limit());
    }

    private long openTimeMs(final String name, final Field field, final Interval interval) throws UnusableException {
        if (!RequestFields.isWholeNumber(field.value())) {
            throw in.unusable("bad_field", "\"" + name + "\" must be an open time, UTC ms, as in 1633998480000");
        }
        final long openTimeMs = Long.parseLong(((Num) field.value()).text());
        if (!interval.isOnGrid(openTimeMs)) {
            final long before = interval.openTimeAt(openTimeMs);
            throw in.unusable(
                    "bad_range",
                    "\"" + name + "\" is " + openTimeMs + ", at which no " + interval
                            + " candle opens; the nearest that do are " + before + " and " + interval.next(before));
        }
        return openTimeMs;
    }

    private int limit() throws UnusableException {
        final Field field = in.field("limit");
        if (field == null) {
            return DEFAULT_LIMIT;
        }
        final long limit =
                RequestFields.isWholeNumber(field.value()) ? Long.parseLong(((Num) field.value()).text()) : 0;
        if (limit < 1 || limit > MAX_LIMIT) {
            throw in.unusable(
                    "bad_field", "\"limit\" must be a number from 1 to " + MAX_LIMIT + ": so many candles a page");
        }
        return (int) limit;
    }
}
