package dev.wick.adapters.binance;

import dev.wick.adapters.rest.FakeExchange.Reply;
import java.util.TreeSet;

/** A made-up history of one series, which is answered as Binance does: spot and usdm first rows first, coinm the latest. */
final class FakeRows {
    private final TreeSet<Long> openTimes = new TreeSet<>();
    private final long startMs;
    private final long barMs;
    private final boolean latest;

    FakeRows(final long startMs, final long barMs, final int count, final boolean latest) {
        this.startMs = startMs;
        this.barMs = barMs;
        this.latest = latest;
        for (int i = 0; i < count; i++) {
            openTimes.add(startMs + i * barMs);
        }
    }

    void without(final int index) {
        openTimes.remove(startMs + index * barMs);
    }

    Reply answer(final String path, final String query) {
        final long limit = value(query, "limit");
        // The latest rows up to the end is what coinm gives, whatever the start.
        final TreeSet<Long> range = new TreeSet<>(
                latest
                        ? openTimes.headSet(value(query, "endTime"), true)
                        : openTimes.subSet(value(query, "startTime"), true, value(query, "endTime"), true));
        while (range.size() > limit) {
            if (latest) {
                range.pollFirst();
            } else {
                range.pollLast();
            }
        }
        final StringBuilder rows = new StringBuilder("[");
        for (final long openTimeMs : range) {
            rows.append(rows.length() > 1 ? "," : "").append(row(openTimeMs, barMs));
        }
        return Reply.json(rows.append(']').toString());
    }

    static long value(final String query, final String name) {
        for (final String part : query.split("&", -1)) {
            if (part.startsWith(name + "=")) {
                return Long.parseLong(part.substring(name.length() + 1));
            }
        }
        throw new AssertionError(name + " is not in " + query);
    }

    static String json(final long firstMs, final long lastMs, final long barMs) {
        final StringBuilder rows = new StringBuilder("[");
        for (long t = firstMs; t <= lastMs; t += barMs) {
            rows.append(t > firstMs ? "," : "").append(row(t, barMs));
        }
        return rows.append(']').toString();
    }

    private static String row(final long openTimeMs, final long barMs) {
        final long n = openTimeMs / barMs % 1000;
        return "[%d,\"%d.5\",\"%d.75\",\"%d.25\",\"%d.5\",\"12.5\",%d,\"99\",%d,\"1\",\"2\",\"0\"]"
                .formatted(openTimeMs, n, n, n, n, openTimeMs + barMs - 1, n);
    }
}
