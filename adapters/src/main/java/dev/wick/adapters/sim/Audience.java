package dev.wick.adapters.sim;

import dev.wick.adapters.sim.market.LiveSeries;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which connections receive which live series. Owned by the simulator's thread. */
public final class Audience {
    /** A connection that has just joined a series. */
    record Newcomer(LiveSeries series, SimConnection connection) {}

    private final Map<LiveSeries, List<SimConnection>> receivers = new HashMap<>();
    private final ArrayDeque<Newcomer> newcomers = new ArrayDeque<>();

    /** From now on the connection receives the series, once, however often it joins. */
    public void join(final LiveSeries series, final SimConnection connection) {
        final List<SimConnection> list = receivers.computeIfAbsent(series, key -> new ArrayList<>());
        if (!list.contains(connection)) {
            list.add(connection);
        }
    }

    /** As {@link #join}; and shows the connection the forming bar, whether it changes or not. */
    public void joinAndGreet(final LiveSeries series, final SimConnection connection) {
        join(series, connection);
        newcomers.add(new Newcomer(series, connection));
    }

    /** The next who is to be shown a forming bar and still wants it; null if there is none. */
    Newcomer nextNewcomer() {
        Newcomer next = newcomers.poll();
        while (next != null && !of(next.series).contains(next.connection)) {
            next = newcomers.poll();
        }
        return next;
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
