package dev.wick.engine.pipeline;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.AgentTerminationException;

/**
 * Runs a duty on a thread of its own until closed, and waits as told while there is nothing to do. An exception of the
 * duty is counted and reported, and the next round begins.
 *
 * <p>A daemon thread: whoever composes the engine closes it, and a start that fails half-way does not hang the process.
 */
public final class DutyThread implements AutoCloseable {
    private static final int SPINS_BEFORE_YIELD = 100;
    private static final long CLOSE_LIMIT_MS = 5_000;

    private final Duty duty;
    private final WaitMode mode;
    private final WakeUp wakeUp;
    private final StageErrors errors;
    private final Thread thread;
    private final BooleanSupplier mustRun;
    private final Runnable parking = this::park;
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
        this.duty = duty;
        this.mode = mode;
        this.wakeUp = wakeUp;
        this.errors = errors;
        mustRun = () -> !running || duty.hasWork();
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /** Has something done on the thread before its duty begins; before {@link #start}. */
    public DutyThread preparedBy(final Runnable step) {
        preparation = step;
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

    private void run() {
        guarded(preparation, "its preparation");
        guarded(duty::onStart, "its start");
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
        wakeUp.await(mustRun, Math.min(duty.parkLimitNs(), TimeUnit.DAYS.toNanos(1)));
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
