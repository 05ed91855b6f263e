package dev.wick.test.chaos;

import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/** Finds the watermarks in what the engine says. Stateless. */
final class Watermarks {
    private Watermarks() {}

    /** In the answer to {@code list}. */
    static void read(final Map<String, Object> message, final ObjLongConsumer<SeriesKey> into) {
        for (final Object one : (List<?>) message.get("subscriptions")) {
            final Map<?, ?> group = (Map<?, ?>) one;
            for (final Object each : (List<?>) group.get("series")) {
                final Map<?, ?> series = (Map<?, ?>) each;
                if (series.get("watermark") instanceof Number watermark) {
                    into.accept(
                            new SeriesKey((String) group.get("exchange"), (String) group.get("contract_type"), (String)
                                    series.get("symbol")),
                            watermark.longValue());
                }
            }
        }
    }

    /** In a status event. */
    static void readStatus(final Map<String, Object> message, final ObjLongConsumer<SeriesKey> into) {
        if (message.get("watermark") instanceof Number watermark) {
            into.accept(SeriesKey.of(message), watermark.longValue());
        }
    }
}
