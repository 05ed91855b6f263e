package dev.wick.engine.egress;

import dev.wick.adapters.feed.Series;
import java.util.LinkedHashMap;
import java.util.Map;

/** Knows which series the engine carries. Egress thread. */
final class Watching {
    private final Map<Integer, Series> carried = new LinkedHashMap<>();

    /** The engine delivers a series from now on. */
    void onCarried(final Series series) {
        carried.put(series.id(), series);
    }

    /** The engine does not deliver a series any more. */
    void onDropped(final Series series) {
        carried.remove(series.id());
    }
}
