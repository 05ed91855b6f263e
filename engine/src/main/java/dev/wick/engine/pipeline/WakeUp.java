package dev.wick.engine.pipeline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Wakes one parked thread when there is work for it, and costs whoever makes work next to nothing while it is awake.
 *
 * <p>The sleeper announces itself and then looks for work; the signaller makes work and then looks for a sleeper; each
 * with a full fence in between. So at least one of the two sees the other, and no wake-up is lost.
 */
public final class WakeUp {
    /** No limit to a wait. */
    public static final long NO_LIMIT = Long.MAX_VALUE;

    private static final VarHandle SLEEPER;

    static {
        try {
            SLEEPER = MethodHandles.lookup().findVarHandle(WakeUp.class, "sleeper", Thread.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile Thread sleeper;

    /** Wakes the sleeper, if there is one. Any thread; call it AFTER the work is visible, hence after the publishing store. */
    public void signal() {
        VarHandle.fullFence();
        final Thread asleep = sleeper;
        if (asleep != null && SLEEPER.compareAndSet(this, asleep, null)) {
            LockSupport.unpark(asleep);
        }
    }

    /**
     * Parks the calling thread until a signal, an interrupt, the limit, or for no reason at all; not at all if there is
     * work. One thread at a time.
     *
     * @param hasWork looks at everything that signals this
     * @param limitNs the longest park, ns, or {@link #NO_LIMIT}
     */
    public void await(final BooleanSupplier hasWork, final long limitNs) {
        sleeper = Thread.currentThread();
        VarHandle.fullFence();
        try {
            if (!hasWork.getAsBoolean()) {
                park(limitNs);
            }
        } finally {
            sleeper = null;
        }
    }

    /** Whether a thread has announced that it is about to park, or is parked; any thread. */
    public boolean isAwaited() {
        return sleeper != null;
    }

    private void park(final long limitNs) {
        if (limitNs == NO_LIMIT) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, limitNs);
        }
    }
}
