package dev.wick.engine;

import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;

/** Shows on a terminal how far a check has come, on one line; silent elsewhere. Thread-safe. */
final class CheckProgress implements AutoCloseable {
    private final PrintWriter terminal;
    private final boolean shown;
    private final Map<String, int[]> done = new TreeMap<>();
    private int lastLength;

    private CheckProgress(final PrintWriter terminal, final boolean shown) {
        this.terminal = terminal;
        this.shown = shown;
    }

    /** On a terminal; {@code shown} is false where there is none. */
    static CheckProgress on(final PrintWriter terminal, final boolean shown) {
        return new CheckProgress(terminal, shown);
    }

    /** So many symbols of so many are done. */
    synchronized void report(final String market, final int checked, final int listed) {
        done.put(market, new int[] {checked, listed});
        int all = 0;
        int ready = 0;
        for (final int[] counts : done.values()) {
            ready += counts[0];
            all += counts[1];
        }
        show("checked " + ready + " of " + all + " symbols on " + done.size() + " market(s)");
    }

    private void show(final String line) {
        if (shown) {
            terminal.print("\r" + line + " ".repeat(Math.max(0, lastLength - line.length())));
            terminal.flush();
            lastLength = line.length();
        }
    }

    @Override
    public synchronized void close() {
        if (shown && lastLength > 0) {
            terminal.println();
            terminal.flush();
        }
    }
}
