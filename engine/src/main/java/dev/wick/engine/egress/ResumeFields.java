package dev.wick.engine.egress;

import dev.wick.adapters.feed.Interval;
import dev.wick.engine.egress.JsonIn.Field;
import dev.wick.engine.egress.JsonIn.Num;
import dev.wick.engine.egress.RequestFields.UnusableException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code snapshot}, {@code since} and {@code since_revision} of one request. Used by one thread, once.
 *
 * <pre>
 *   "since":1633998480000,"since_revision":1                              of every symbol
 *   "since":{"BTCUSDT":1633998480000,"ETHUSDT":[1633998540000,1]}         of some; the others have none
 * </pre>
 */
final class ResumeFields {
    /** The most digits of which every number fits an int. */
    private static final int INT_DIGITS = 9;

    private final RequestFields in;
    private final List<String> symbols;
    private final Interval interval;

    /** For a request whose symbols and interval were read before. */
    ResumeFields(final RequestFields in, final List<String> symbols, final Interval interval) {
        this.in = in;
        this.symbols = symbols;
        this.interval = interval;
    }

    /** What the request asks for of the past. */
    Resume read() throws UnusableException {
        final Field snapshot = in.field("snapshot");
        final int count = snapshot == null ? 0 : smallNumber("snapshot", snapshot.value());
        final Field since = in.field("since");
        final Field revision = in.field("since_revision");
        if (since == null) {
            if (revision != null) {
                throw in.unusable("bad_field", "\"since_revision\" means nothing without \"since\"");
            }
            return count == 0 ? Resume.NONE : new Resume(count, null, Map.of());
        }
        if (since.value() instanceof final Map<?, ?> entries) {
            if (revision != null) {
                throw in.unusable(
                        "bad_field",
                        "with \"since\" by symbol a revision stands beside its open time: {\"BTCUSDT\":[1633998480000,1]}");
            }
            return new Resume(count, null, bySymbol(entries));
        }
        final int ofAll = revision == null ? 0 : smallNumber("since_revision", revision.value());
        return new Resume(count, since("", since.value(), ofAll), Map.of());
    }

    private Map<String, Since> bySymbol(final Map<?, ?> entries) throws UnusableException {
        final Map<String, Since> found = new LinkedHashMap<>();
        for (final Map.Entry<?, ?> entry : entries.entrySet()) {
            final String symbol = (String) entry.getKey();
            if (!symbols.contains(symbol) && !Selector.ALL.equals(symbols)) {
                throw in.unusable(
                        "bad_since",
                        "\"since\" names " + RequestFields.shortened(symbol) + ", which \"symbols\" does not");
            }
            final Object value = ((Field) entry.getValue()).value();
            if (value instanceof final List<?> pair) {
                if (pair.size() != 2) {
                    throw in.unusable("bad_since", "\"since\" of " + symbol + " must be ms or [ms, revision]");
                }
                found.put(symbol, since(" of " + symbol, pair.get(0), smallNumber("revision", pair.get(1))));
            } else {
                found.put(symbol, since(" of " + symbol, value, 0));
            }
        }
        return Map.copyOf(found);
    }

    private Since since(final String whose, final Object value, final int revision) throws UnusableException {
        if (!RequestFields.isWholeNumber(value)) {
            throw in.unusable(
                    "bad_since",
                    "\"since\"" + whose
                            + " must be the open time, UTC ms, of the closed candle that you received last, as in "
                            + "1633998480000");
        }
        final long openTimeMs = Long.parseLong(((Num) value).text());
        if (!interval.isOnGrid(openTimeMs)) {
            final long before = interval.openTimeAt(openTimeMs);
            throw in.unusable(
                    "bad_since",
                    "\"since\"" + whose + " is " + openTimeMs + ", at which no " + interval
                            + " candle opens; the nearest that do are " + before + " and " + interval.next(before));
        }
        return new Since(openTimeMs, revision);
    }

    private int smallNumber(final String name, final Object value) throws UnusableException {
        if (!RequestFields.isWholeNumber(value) || ((Num) value).text().length() > INT_DIGITS) {
            throw in.unusable("bad_field", "\"" + name + "\" must be a whole number, 0 or more");
        }
        return Integer.parseInt(((Num) value).text());
    }
}
