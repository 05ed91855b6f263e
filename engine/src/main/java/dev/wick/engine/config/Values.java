package dev.wick.engine.config;

import java.util.List;
import java.util.Map;

/** The checked value of every key, by type. Immutable after it was filled. */
final class Values {
    private final Map<Key, Object> byKey;

    Values(final Map<Key, Object> byKey) {
        this.byKey = Map.copyOf(byKey);
    }

    /** A number that fits an int, as its bounds promise. */
    int count(final Setting setting) {
        return Math.toIntExact(amount(setting));
    }

    /** A number; of a duration, ms. */
    long amount(final Setting setting) {
        return (Long) byKey.get(setting.key());
    }

    /** A number that fits an int, as its bounds promise. */
    int count(final Key key) {
        return Math.toIntExact((Long) byKey.get(key));
    }

    boolean flag(final Setting setting) {
        return (Boolean) byKey.get(setting.key());
    }

    String text(final Setting setting) {
        return (String) byKey.get(setting.key());
    }

    <T> T choice(final Setting setting, final Class<T> type) {
        return type.cast(byKey.get(setting.key()));
    }

    List<SeriesName> series(final Setting setting) {
        return ((List<?>) byKey.get(setting.key()))
                .stream().map(SeriesName.class::cast).toList();
    }

    List<String> texts(final Setting setting) {
        return ((List<?>) byKey.get(setting.key()))
                .stream().map(String.class::cast).toList();
    }

    /** An address, null where none is set. */
    String address(final Key key) {
        final String text = (String) byKey.get(key);
        return text.isEmpty() ? null : text;
    }
}
