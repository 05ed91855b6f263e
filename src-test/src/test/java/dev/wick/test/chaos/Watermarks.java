package dev.wick.test.chaos;

import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/** Finds the watermarks in what the engine says. Stateless. */
final class Watermarks {
    private Watermarks() {}

    /** In the answer to {@code list}. */
    static void read(final Map<String, Object> message, final ObjLongConsumer<SeriesKey> into) {
        if (message.get("subscriptions") instanceof List<?> subscriptions) {
            for (final Object one : subscriptions) {
                final Map<?, ?> group = (Map<?, ?>) one;
                if (group.get("watermarks") instanceof Map<?, ?> watermarks) {
                    watermarks.forEach((symbol, watermark) -> {
                        if (watermark instanceof Number number) {
                            into.accept(
                                    new SeriesKey(
                                            (String) group.get("exchange"),
                                            (String) group.get("contract_type"),
                                            (String) symbol),
                                    number.longValue());
                        }
                    });
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
