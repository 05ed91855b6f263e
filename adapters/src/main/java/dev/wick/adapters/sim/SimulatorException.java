package dev.wick.adapters.sim;

/** A simulator could not start; the message says why, and what to do. */
public final class SimulatorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SimulatorException(final String message, final Throwable cause) {
        super(message, cause);
    }

    static String bindProblem(final String server, final int port, final boolean inUse) {
        final String what = "The simulator's " + server + " server cannot listen on 127.0.0.1:" + port;
        return inUse
                ? what + ": the port is in use. Stop what holds it, or give another port, or 0 for any that is free."
                : what + ".";
    }
}
