package dev.wick.adapters.sim;

import java.util.List;

/** A running simulated exchange, whichever it plays. Thread-safe. */
public interface SimulatedExchange extends AutoCloseable {
    /** Scheme, host and port of its WebSocket server. */
    String wsUrl();

    /** Scheme, host and port of its REST server. */
    String restUrl();

    /** What trades. */
    List<String> symbols();

    /** Its own record of what it made. */
    Ledger ledger();

    /** How it misbehaves; may be changed while it runs. */
    FaultPlan faults();

    /** The exchange's own time, UTC ms. */
    long timeMs();

    @Override
    void close();
}
