package dev.wick.engine.ops;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A count with one writing thread, the owner of whatever it counts; read by any thread, at scrape time. */
public final class Counter {
    private static final VarHandle VALUE;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(Counter.class, "value", long.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private long value;

    /** Adds one; the writing thread. */
    public void increment() {
        add(1);
    }

    /** Adds an amount; the writing thread. */
    public void add(final long amount) {
        VALUE.setOpaque(this, value + amount);
    }

    /** Sets the value, for counts that are kept elsewhere; the writing thread. */
    public void set(final long newValue) {
        VALUE.setOpaque(this, newValue);
    }

    /** The count so far; any thread. */
    public long get() {
        return (long) VALUE.getOpaque(this);
    }
}
