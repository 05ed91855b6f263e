package dev.wick.adapters.sim;

import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * How a simulator misbehaves: chances per frame, and commands. Any thread may set chances and give commands at any time; the
 * simulator's thread alone draws. The same seed and the same frames draw the same faults; each kind draws by itself, so
 * turning one on does not change the others.
 */
public final class FaultPlan {
    /** Something to do now, once. */
    enum Action {
        DISCONNECT_ALL,
        DISCONNECT_ONE,
        GO_SILENT,
        SERVER_SHUTDOWN
    }

    /** A command on its way to the simulator's thread. */
    record Command(Action action, long durationMs) {}

    private final SplittableRandom[] randoms = new SplittableRandom[Fault.values().length];
    private final SplittableRandom noise;
    private final double[] chances = new double[Fault.values().length];
    private final Queue<Command> commands = new ConcurrentLinkedQueue<>();
    private final Queue<RestFault> restFaults = new ConcurrentLinkedQueue<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Set<String> muted = ConcurrentHashMap.newKeySet();
    private final Set<String> delisted = ConcurrentHashMap.newKeySet();
    private volatile boolean withholdAcks;
    private volatile long delayMs = 50;
    private volatile long restDelayMs;

    private FaultPlan(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < randoms.length; i++) {
            randoms[i] = random.split();
        }
        noise = random.split();
    }

    /** A plan without faults; it takes commands and chances later. */
    public static FaultPlan none() {
        return new FaultPlan(0);
    }

    /** A plan without faults yet, that draws them from this seed. */
    public static FaultPlan seeded(final long seed) {
        return new FaultPlan(seed);
    }

    /** Sets how often a fault strikes, 0 to 1; for those kinds that strike by chance. */
    public FaultPlan chance(final Fault fault, final double probability) {
        if (!(probability >= 0 && probability <= 1) || fault.ordinal() > Fault.HALF_ACCEPT.ordinal()) {
            throw new IllegalArgumentException("A chance of " + probability + " for " + fault
                    + ": it must lie in 0 to 1, of a fault up to " + Fault.HALF_ACCEPT + "; the others are commands.");
        }
        synchronized (chances) {
            chances[fault.ordinal()] = probability;
        }
        return this;
    }

    /** How late a frame struck by {@link Fault#DELAY} comes, real ms; 50 unless set. */
    public FaultPlan delayMs(final long newDelayMs) {
        delayMs = newDelayMs;
        return this;
    }

    /** Cuts every connection, without a close frame. */
    public void disconnectAll() {
        commands.add(new Command(Action.DISCONNECT_ALL, 0));
    }

    /** Cuts the oldest connection, without a close frame. */
    public void disconnectOne() {
        commands.add(new Command(Action.DISCONNECT_ONE, 0));
    }

    /**
     * Sends nothing on any connection, for so many real ms from now: neither data nor answers. What is due meanwhile is lost; 0
     * ends a silence.
     */
    public void goSilent(final long durationMs) {
        commands.add(new Command(Action.GO_SILENT, durationMs));
    }

    /** Announces the end of every connection, where the exchange has a message for that, and does not carry it out. */
    public void serverShutdown() {
        commands.add(new Command(Action.SERVER_SHUTDOWN, 0));
    }

    /** Announces the end of every connection, and closes those of now after so many real ms. */
    public void serverShutdown(final long closeAfterMs) {
        commands.add(new Command(Action.SERVER_SHUTDOWN, closeAfterMs));
    }

    /** From now on the symbol is no longer listed and sends nothing more, without a word on any connection. */
    public FaultPlan delist(final String symbol) {
        delisted.add(symbol);
        return this;
    }

    /** Takes {@link #delist} back. */
    public FaultPlan listAgain(final String symbol) {
        delisted.remove(symbol);
        return this;
    }

    /** From now on a subscription that names this symbol is answered with an error. */
    public FaultPlan refuseSymbol(final String symbol) {
        refused.add(symbol);
        return this;
    }

    /** Takes {@link #refuseSymbol} back. */
    public FaultPlan acceptSymbol(final String symbol) {
        refused.remove(symbol);
        return this;
    }

    /** From now on this symbol's streams are acknowledged, and send nothing on any connection. */
    public FaultPlan muteSymbol(final String symbol) {
        muted.add(symbol);
        return this;
    }

    /** Takes {@link #muteSymbol} back. */
    public FaultPlan unmuteSymbol(final String symbol) {
        muted.remove(symbol);
        return this;
    }

    /** Whether requests are obeyed, but not answered. */
    public FaultPlan withholdAcks(final boolean withhold) {
        withholdAcks = withhold;
        return this;
    }

    /** Answers the next {@code times} REST requests so; {@code retryAfterS} 0 sends no such header. */
    public FaultPlan answerRest(final RestFault.Kind kind, final int times, final int retryAfterS) {
        for (int i = 0; i < times; i++) {
            restFaults.add(new RestFault(kind, retryAfterS));
        }
        return this;
    }

    /** Takes back what is left of {@link #answerRest}. */
    public FaultPlan answerRestAsUsual() {
        restFaults.clear();
        return this;
    }

    /** Holds every REST answer back for so many real ms; 0 for none. */
    public FaultPlan restDelayMs(final long newDelayMs) {
        restDelayMs = newDelayMs;
        return this;
    }

    boolean strikes(final Fault fault) {
        final double chance;
        synchronized (chances) {
            chance = chances[fault.ordinal()];
        }
        return chance > 0 && randoms[fault.ordinal()].nextDouble() < chance;
    }

    Command nextCommand() {
        return commands.poll();
    }

    RestFault nextRestFault() {
        return restFaults.poll();
    }

    long restDelayMs() {
        return restDelayMs;
    }

    long delayMs() {
        return delayMs;
    }

    boolean isWithholdingAcks() {
        return withholdAcks;
    }

    boolean isRefused(final String symbol) {
        return refused.contains(symbol);
    }

    boolean isDelisted(final String symbol) {
        return delisted.contains(symbol);
    }

    boolean isMuted(final String symbol) {
        return muted.contains(symbol);
    }

    /** The simulator's thread's own source for where and how a frame is spoilt. */
    SplittableRandom noise() {
        return noise;
    }
}
