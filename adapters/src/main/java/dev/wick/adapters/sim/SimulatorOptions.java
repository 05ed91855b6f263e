package dev.wick.adapters.sim;

import dev.wick.adapters.feed.Interval;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.SystemEpochClock;

/**
 * What to simulate. Set before the start, by one thread; each setter refuses a value out of range with the reason.
 *
 * <p>Unless set: spot, free ports, seed 1, 20 symbols, 2 updates per second and symbol, real time, no faults.
 */
public final class SimulatorOptions {
    private static final int UPDATES_PER_SYMBOL = 2;
    private static final int MAX_SYMBOLS = 10_000;
    private static final double MAX_UPDATES = 1e6;
    private static final int MAX_PORT = 65_535;

    private String market = "spot";
    private int wsPort;
    private int restPort;
    private long seed = 1;
    private int symbols = 20;
    private double updatesPerSecond;
    private Interval interval = Interval.M1;
    private long closedEveryMs;
    private EpochClock clock = SystemEpochClock.INSTANCE;
    private WireOptions wire = new WireOptions();
    private int ledgerBars = 1_000;
    private FaultPlan faults = FaultPlan.none();

    /** The contract type, by its name or an alias: {@code spot}, {@code usdm}, {@code coinm}. */
    public SimulatorOptions market(final String name) {
        market = name;
        return this;
    }

    /** The WebSocket server's port; 0 for any. */
    public SimulatorOptions wsPort(final int port) {
        require(port >= 0 && port <= MAX_PORT, "WebSocket port", port, "0 to " + MAX_PORT);
        wsPort = port;
        return this;
    }

    /** The REST server's port; 0 for any. */
    public SimulatorOptions restPort(final int port) {
        require(port >= 0 && port <= MAX_PORT, "REST port", port, "0 to " + MAX_PORT);
        restPort = port;
        return this;
    }

    /** The same seed makes the same market. */
    public SimulatorOptions seed(final long number) {
        seed = number;
        return this;
    }

    /** How many symbols trade. */
    public SimulatorOptions symbols(final int count) {
        require(count >= 1 && count <= MAX_SYMBOLS, "number of symbols", count, "1 to " + MAX_SYMBOLS);
        symbols = count;
        return this;
    }

    /** Trades per real second, over all symbols together; 0 for two of each symbol. */
    public SimulatorOptions updatesPerSecond(final double updates) {
        require(updates >= 0 && updates <= MAX_UPDATES, "updates per second", updates, "0 to " + (int) MAX_UPDATES);
        updatesPerSecond = updates;
        return this;
    }

    /**
     * Makes the exchange's time run so much faster that a bar of this interval closes in so many real ms. It is then ahead of
     * every other clock. 0 ms for real time.
     */
    public SimulatorOptions closedEvery(final Interval newInterval, final long ms) {
        require(ms >= 0, "time in which a bar closes", ms, "0 ms (real time) or more");
        interval = newInterval;
        closedEveryMs = ms;
        return this;
    }

    /** Real time, UTC ms; a test may give its own. */
    public SimulatorOptions clock(final EpochClock newClock) {
        clock = newClock;
        return this;
    }

    /** How the sockets behave. */
    public SimulatorOptions wire(final WireOptions newWire) {
        wire = newWire;
        return this;
    }

    /** How many closed bars the ledger keeps of each series; 100 bytes each. */
    public SimulatorOptions ledgerBars(final int bars) {
        require(bars >= 1 && bars <= 1_000_000, "number of bars in the ledger", bars, "1 to 1000000");
        ledgerBars = bars;
        return this;
    }

    /** How it misbehaves. */
    public SimulatorOptions faults(final FaultPlan plan) {
        faults = plan;
        return this;
    }

    /** See {@link #market(String)}. */
    public String market() {
        return market;
    }

    /** See {@link #wsPort(int)}. */
    public int wsPort() {
        return wsPort;
    }

    /** See {@link #restPort(int)}. */
    public int restPort() {
        return restPort;
    }

    /** See {@link #seed(long)}. */
    public long seed() {
        return seed;
    }

    /** See {@link #symbols(int)}. */
    public int symbols() {
        return symbols;
    }

    /** See {@link #updatesPerSecond(double)}; never 0. */
    public double updatesPerSecond() {
        return updatesPerSecond > 0 ? updatesPerSecond : UPDATES_PER_SYMBOL * symbols;
    }

    /** See {@link #closedEvery}. */
    public Interval interval() {
        return interval;
    }

    /** See {@link #closedEvery}. */
    public long closedEveryMs() {
        return closedEveryMs;
    }

    /** See {@link #clock(EpochClock)}. */
    public EpochClock clock() {
        return clock;
    }

    /** See {@link #wire(WireOptions)}. */
    public WireOptions wire() {
        return wire;
    }

    /** See {@link #ledgerBars(int)}. */
    public int ledgerBars() {
        return ledgerBars;
    }

    /** See {@link #faults(FaultPlan)}. */
    public FaultPlan faults() {
        return faults;
    }

    private static void require(final boolean fine, final String what, final Object value, final String allowed) {
        if (!fine) {
            throw new IllegalArgumentException(
                    "Simulator: the " + what + " is " + value + "; allowed: " + allowed + ".");
        }
    }
}
