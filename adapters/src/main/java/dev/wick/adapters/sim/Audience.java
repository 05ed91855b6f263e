package dev.wick.adapters.sim;

import dev.wick.adapters.sim.market.LiveSeries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which connections receive which live series. Owned by the simulator's thread. */
public final class Audience {
    private final Map<LiveSeries, List<SimConnection>> receivers = new HashMap<>();

    /** From now on the connection receives the series, once, however often it joins. */
    public void join(final LiveSeries series, final SimConnection connection) {
        final List<SimConnection> list = receivers.computeIfAbsent(series, key -> new ArrayList<>());
        if (!list.contains(connection)) {
            list.add(connection);
        }
    }

    /** No more of this series for the connection. */
    public void leave(final LiveSeries series, final SimConnection connection) {
        final List<SimConnection> list = receivers.get(series);
        if (list != null) {
            list.remove(connection);
        }
    }

    /** No more of anything for the connection. */
    void leave(final SimConnection connection) {
        connection.series().values().forEach(series -> leave(series, connection));
    }

    List<SimConnection> of(final LiveSeries series) {
        return receivers.getOrDefault(series, List.of());
    }
}
