package dev.wick.engine.pipeline;

import org.agrona.concurrent.Agent;

/**
 * A duty cycle that a thread runs, or that a test steps by hand; one that can be asked whether it may be parked.
 *
 * <p>All methods are called by the one thread that runs it.
 */
public interface Duty extends Agent {
    /** Whether {@code doWork} would find something to do. Looked at after the thread has announced that it will park. */
    boolean hasWork();

    /** The longest that this duty may be parked without a signal, ns; {@link WakeUp#NO_LIMIT} for as long as it takes. */
    default long parkLimitNs() {
        return WakeUp.NO_LIMIT;
    }
}
