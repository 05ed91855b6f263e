package dev.wick.adapters.binance.sim;

import dev.wick.adapters.sim.JsonText;
import java.util.List;
import java.util.Map;

/** A kline frame or row as a test sees it: texts as they stand on the wire. */
record Frame(
        String symbol,
        String interval,
        long eventTimeMs,
        long openTimeMs,
        boolean closed,
        String open,
        String high,
        String low,
        String close,
        String v,
        String q,
        String n,
        String takerV,
        String takerQ) {

    static Frame of(final String text) {
        final Map<?, ?> outer = (Map<?, ?>) read(text);
        final Map<?, ?> data = outer.containsKey("data") ? (Map<?, ?>) outer.get("data") : outer;
        final Map<?, ?> k = (Map<?, ?>) data.get("k");
        return new Frame(
                text(data.get("s")),
                text(k.get("i")),
                Long.parseLong(text(data.get("E"))),
                Long.parseLong(text(k.get("t"))),
                (Boolean) k.get("x"),
                text(k.get("o")),
                text(k.get("h")),
                text(k.get("l")),
                text(k.get("c")),
                text(k.get("v")),
                text(k.get("q")),
                text(k.get("n")),
                text(k.get("V")),
                text(k.get("Q")));
    }

    /** The row of a klines answer, made comparable with a closed frame of the same bar. */
    static Frame ofRow(final Frame like, final Object row) {
        final List<?> cells = (List<?>) row;
        return new Frame(
                like.symbol,
                like.interval,
                like.eventTimeMs,
                Long.parseLong(text(cells.get(0))),
                true,
                text(cells.get(1)),
                text(cells.get(2)),
                text(cells.get(3)),
                text(cells.get(4)),
                text(cells.get(5)),
                text(cells.get(7)),
                text(cells.get(8)),
                text(cells.get(9)),
                text(cells.get(10)));
    }

    static List<?> rows(final String body) {
        return (List<?>) read(body);
    }

    static Object read(final String text) {
        try {
            return JsonText.read(text);
        } catch (final JsonText.Malformed e) {
            throw new AssertionError(text, e);
        }
    }

    static String text(final Object value) {
        return value instanceof JsonText.NumberText number ? number.text() : String.valueOf(value);
    }
}
