package dev.wick.engine.pipeline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * Runs a duty on a thread of its own until closed, and waits as told while there is nothing to do. An exception of the
 * duty is counted and reported, and the next round begins.
 *
 * <p>If it {@link #lending lends} its duty, another thread that has brought work and finds this one parked does that itself
 * ({@link #lendHand}), which saves two threads' wake-ups. There is always one at most who runs the duty, and each sees all that the one
 * before has done: {@link #taken} is passed on like a lock, for which nobody waits but this thread.
 *
 * <p>A daemon thread: whoever composes the engine closes it, and a start that fails half-way does not hang the process.
 */
public final class DutyThread implements AutoCloseable {
    private static final int SPINS_BEFORE_YIELD = 100;
    private static final long CLOSE_LIMIT_MS = 5_000;
    /** So many rounds with work another thread does at most, before it leaves the rest to this one. */
    private static final int LENT_ROUNDS = 3;
    /** So long this thread waits for another's rounds to end, and looks again. */
    private static final long LENT_PARK_NS = 100_000;

    /** A deadline that comes so much earlier than the thread knows is none: it is computed from a clock that moves meanwhile. */
    private static final long SLACK_NS = 100_000;

    /** What takes longer is worth a wake-up: meanwhile the other thread goes on with what it is there for. */
    private static final long LENT_NS = 200_000;

    private static final VarHandle TAKEN;

    static {
        try {
            TAKEN = MethodHandles.lookup().findVarHandle(DutyThread.class, "taken", boolean.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final NanoClock clock;
    private final Duty duty;
    private final WaitMode mode;
    private final WakeUp wakeUp;
    private final StageErrors errors;
    private final Thread thread;
    private final BooleanSupplier mustRun;
    private final BooleanSupplier mayRun;
    private final BooleanSupplier isFree;
    private final Runnable parking = this::park;
    /** Whether somebody runs the duty. */
    private volatile boolean taken = true;
    /** Until when this thread is parked if nobody wakes it, monotonic ns. */
    private volatile long parkedUntilNs;

    /** How long the last who ran the duty was at it without a pause, ns. */
    private volatile long burstNs;

    private long burstBeginNs;
    private boolean isLending;
    private volatile boolean running = true;
    private Runnable preparation = () -> {};
    private int idleRounds;

    /**
     * A thread that {@link #start} starts.
     *
     * @param name of the thread, 15 characters at most
     * @param wakeUp signalled by whoever makes work for the duty; used in mode {@link WaitMode#BLOCK} only
     */
    public DutyThread(
            final String name, final Duty duty, final WaitMode mode, final WakeUp wakeUp, final StageErrors errors) {
        this(name, duty, mode, wakeUp, errors, SystemNanoClock.INSTANCE);
    }

    /** The same by another clock, which measures how long others do its work. */
    DutyThread(
            final String name,
            final Duty duty,
            final WaitMode mode,
            final WakeUp wakeUp,
            final StageErrors errors,
            final NanoClock clock) {
        this.clock = clock;
        this.duty = duty;
        this.mode = mode;
        this.wakeUp = wakeUp;
        this.errors = errors;
        mustRun = () -> !running || duty.hasWork();
        isFree = () -> !taken;
        mayRun = () -> !taken && mustRun.getAsBoolean();
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /** Has something done on the thread before its duty begins; before {@link #start}. */
    public DutyThread preparedBy(final Runnable step) {
        preparation = step;
        return this;
    }

    /** Lets others do its work while it is parked, if it parks at all; before {@link #start}. */
    public DutyThread lending() {
        isLending = mode == WaitMode.BLOCK;
        return this;
    }

    /** Starts it. */
    public DutyThread start() {
        thread.start();
        return this;
    }

    /** Whether it runs: started, and not yet ended by {@link #close} or by the duty itself. */
    public boolean isAlive() {
        return thread.isAlive();
    }

    /**
     * Ends it after the round under way, and waits for that for {@code 5 s} at most; a round that takes longer is
     * interrupted. Any thread; from the duty's own it returns at once.
     */
    @Override
    public void close() {
        running = false;
        LockSupport.unpark(thread);
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(CLOSE_LIMIT_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            thread.interrupt();
        }
    }

    /**
     * Sees to it that what the caller has brought is worked on: here and now if the thread is parked, lends its duty, and that has not
     * taken long of late; else by the thread. Any thread but its own, one that nobody interrupts: the duty writes to sockets, which an interrupt would close.
     */
    public void lendHand() {
        // What was brought must be visible before anybody looks who is awake.
        VarHandle.fullFence();
        if (!isLending || burstNs > LENT_NS || !wakeUp.isAwaited()) {
            wakeUp.signal();
        } else if (TAKEN.compareAndSet(this, false, true)) {
            runLent();
        }
        // Else somebody runs it who looks for work again when he is done.
    }

    private void runLent() {
        int rounds = 0;
        // If the duty cannot say when it is due, that is now.
        final long beginNs = clock.nanoTime();
        long dueNs = beginNs;
        try {
            while (running && rounds < LENT_ROUNDS && round() > 0) {
                rounds++;
            }
            final long endNs = clock.nanoTime();
            burstNs = endNs - beginNs;
            dueNs = endNs + parkLimitNs();
        } catch (final RuntimeException e) {
            errors.on("its wait", e);
        } finally {
            taken = false;
        }
        VarHandle.fullFence();
        if (mustRun.getAsBoolean() || dueNs - parkedUntilNs < -SLACK_NS) {
            wakeUp.signal();
        }
    }

    private void run() {
        guarded(preparation, "its preparation");
        guarded(duty::onStart, "its start");
        burstBeginNs = clock.nanoTime();
        while (running) {
            final int work = round();
            if (work > 0) {
                idleRounds = 0;
            } else if (running) {
                idle();
            }
        }
        guarded(duty::onClose, "its end");
    }

    private int round() {
        try {
            return duty.doWork();
        } catch (final AgentTerminationException e) {
            running = false;
            if (!e.isExpected()) {
                errors.on("its duty", e);
            }
            return 0;
        } catch (final Throwable e) {
            errors.on("its duty", e);
            return 0;
        }
    }

    private void guarded(final Runnable step, final String what) {
        try {
            step.run();
        } catch (final Throwable e) {
            errors.on(what, e);
        }
    }

    private void idle() {
        switch (mode) {
            case SPIN:
                Thread.onSpinWait();
                break;
            case YIELD:
                yieldAfterSpins();
                break;
            case BLOCK:
            default:
                // An interrupt nobody asked for would turn every park into a spin.
                Thread.interrupted();
                guarded(parking, "its wait");
                break;
        }
    }

    private void park() {
        final long limitNs = parkLimitNs();
        if (!isLending) {
            wakeUp.await(mustRun, limitNs);
            return;
        }
        final long nowNs = clock.nanoTime();
        burstNs = nowNs - burstBeginNs;
        parkedUntilNs = nowNs + limitNs;
        taken = false;
        try {
            wakeUp.await(mayRun, limitNs);
        } finally {
            while (!TAKEN.compareAndSet(this, false, true)) {
                wakeUp.await(isFree, LENT_PARK_NS);
            }
            burstBeginNs = clock.nanoTime();
        }
    }

    private long parkLimitNs() {
        return Math.min(duty.parkLimitNs(), TimeUnit.DAYS.toNanos(1));
    }

    /** To give the core away is what the user asked for with this mode. */
    @SuppressWarnings("ThreadPriorityCheck")
    private void yieldAfterSpins() {
        if (idleRounds < SPINS_BEFORE_YIELD) {
            idleRounds++;
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }
}
