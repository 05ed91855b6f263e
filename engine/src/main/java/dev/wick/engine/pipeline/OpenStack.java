package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Candle;
import dev.wick.engine.ops.Counter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.agrona.BitUtil;

/**
 * Hands open candles from the pipeline's thread to the egress thread, the newest first. No locks, nothing allocated once
 * it has its size.
 *
 * <p>One packed word, {@code base << 24 | count}, says which positions are on the stack: {@code base} to {@code base +
 * count - 1}, the newest last. Whoever changes it by compare-and-set owns what it took off:
 *
 * <pre>
 *            base            base + count
 *   entries ─┬───┬───┬───┬───┬───┐
 *            │old│   │   │new│   │◄─ push: write here, then count + 1
 *            └───┴───┴───┴───┴───┘     full: base + 1 instead, which drops the oldest
 *                          └─ pop: read the entry, then count - 1
 * </pre>
 *
 * <p>Between a pop's look at the word and its swap only pushes can happen, and each of them makes the word larger; so a
 * swap that succeeds proves that the entry read in between was still the newest. For the same reason a push that has to
 * try again met a pop. Entries are never overwritten in place: a popped one goes back to the pusher by way of
 * {@code freed}, and until then nobody else writes to it.
 */
public final class OpenStack {
    /** How many entries an unbounded stack is made with. */
    public static final int INITIAL_SIZE = 4_096;
    /** The most entries that any stack may have, an unbounded one as well. */
    public static final int MAX_SIZE = (1 << 24) - 1;

    private static final int COUNT_BITS = 24;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;
    private static final VarHandle WORD = field("word", long.class);
    private static final VarHandle FREED = field("freed", Entry.class);
    private static final VarHandle ENTRIES = field("entries", Entry[].class);
    private static final VarHandle ENTRY = MethodHandles.arrayElementVarHandle(Entry[].class);

    /** A candle and the number of its push. Owned by the pusher until pushed, then by whoever takes it off. */
    private static final class Entry {
        final Candle candle = new Candle();
        long pushNumber;
        Entry next;
    }

    private final int limit;
    private final Counter superseded;
    private final Counter overflows;

    private volatile long word;
    private volatile Entry freed;
    private Entry[] entries;

    /** The pusher's own: entries that were never used, or dropped for lack of room. */
    private Entry spare;
    /** The pusher's own: entries that the popper gave back, the last one first. */
    private Entry returned;

    private long pushes;

    /** The popper's own, by series: the number of the newest push taken, and the open time up to which all is history. */
    private long[] takenPush;

    private long[] passedOpenTimeMs;

    /**
     * A stack.
     *
     * @param maxSize the most entries, up to {@link #MAX_SIZE}; 0 for as many as come
     * @param superseded counts entries dropped on the way out; written by the egress thread
     * @param overflows counts entries dropped for lack of room; written by the pipeline's thread
     */
    public OpenStack(final int maxSize, final Counter superseded, final Counter overflows) {
        this(maxSize, INITIAL_SIZE, superseded, overflows);
    }

    /** The same; {@code initialSize} is a power of two: how many series, and without a limit entries, it is made for. */
    OpenStack(final int maxSize, final int initialSize, final Counter superseded, final Counter overflows) {
        if (maxSize < 0 || maxSize > MAX_SIZE) {
            throw new IllegalArgumentException(
                    "the open stack holds 1 to " + MAX_SIZE + " candles, or 0 for no limit, got " + maxSize);
        }
        this.superseded = superseded;
        this.overflows = overflows;
        takenPush = new long[initialSize];
        passedOpenTimeMs = filled(initialSize);
        limit = maxSize == 0 ? MAX_SIZE : maxSize;
        final int size = maxSize == 0 ? initialSize - 1 : maxSize;
        entries = new Entry[BitUtil.findNextPositivePowerOfTwo(size + 1)];
        // One more is in the popper's hands at times, and one is in the pusher's.
        addSpares(size + 2);
    }

    /** Puts a copy on top; the pipeline's thread. Never waits: a full bounded stack loses its oldest entry. */
    public void push(final Candle candle) {
        final Entry entry = takeSpare();
        entry.candle.copyFrom(candle);
        entry.pushNumber = ++pushes;
        while (true) {
            final long seen = word;
            final long base = seen >>> COUNT_BITS;
            final int count = (int) (seen & COUNT_MASK);
            if (count == limit) {
                if (dropOldestFor(entry, seen)) {
                    return;
                }
                continue;
            }
            if (count + 1 == entries.length) {
                grow(base, count);
            }
            ENTRY.setRelease(entries, index(base + count, entries), entry);
            if (WORD.compareAndSet(this, seen, seen + 1)) {
                return;
            }
        }
    }

    private boolean dropOldestFor(final Entry entry, final long seen) {
        final long base = seen >>> COUNT_BITS;
        final Entry oldest = entries[index(base, entries)];
        ENTRY.setRelease(entries, index(base + limit, entries), entry);
        if (!WORD.compareAndSet(this, seen, seen + (1L << COUNT_BITS))) {
            return false;
        }
        overflows.increment();
        oldest.next = spare;
        spare = oldest;
        return true;
    }

    /** Cold. The popper may go on with the old array: what is on the stack is the same in both. */
    private void grow(final long base, final int count) {
        final Entry[] grown = new Entry[2 * entries.length];
        for (long position = base; position < base + count; position++) {
            grown[index(position, grown)] = entries[index(position, entries)];
        }
        addSpares(entries.length);
        ENTRIES.setRelease(this, grown);
    }

    private void addSpares(final int number) {
        for (int i = 0; i < number; i++) {
            final Entry added = new Entry();
            added.next = spare;
            spare = added;
        }
    }

    /** Rather one that has just come back than one that nobody has touched for long, whose memory is in no core's cache any more. */
    private Entry takeSpare() {
        if (returned == null && freed != null) {
            returned = takeFreed();
        }
        if (returned != null) {
            final Entry taken = returned;
            returned = taken.next;
            taken.next = null;
            return taken;
        }
        while (spare == null) {
            spare = takeFreed();
        }
        final Entry taken = spare;
        spare = taken.next;
        taken.next = null;
        return taken;
    }

    private Entry takeFreed() {
        return (Entry) FREED.getAndSet(this, null);
    }

    /**
     * Takes the newest entry that is not superseded; the egress thread.
     *
     * @param into gets the candle; unchanged if there is none
     * @return false if the stack is empty
     */
    public boolean pop(final Candle into) {
        Entry entry = take();
        while (entry != null) {
            final boolean current = isCurrent(entry);
            if (current) {
                into.copyFrom(entry.candle);
            } else {
                superseded.increment();
            }
            giveBack(entry);
            if (current) {
                return true;
            }
            entry = take();
        }
        return false;
    }

    /**
     * Says that a series has moved on: from now on entries up to this open time are dropped as superseded, so that no
     * open candle comes after its own close. The egress thread.
     *
     * @param seriesId whose
     * @param openTimeMs of the closed candle, UTC ms
     */
    public void passed(final int seriesId, final long openTimeMs) {
        ensureSeries(seriesId);
        passedOpenTimeMs[seriesId] = Math.max(passedOpenTimeMs[seriesId], openTimeMs);
    }

    private Entry take() {
        while (true) {
            final long seen = word;
            final int count = (int) (seen & COUNT_MASK);
            if (count == 0) {
                return null;
            }
            final Entry[] now = (Entry[]) ENTRIES.getAcquire(this);
            final Entry newest = (Entry) ENTRY.getAcquire(now, index((seen >>> COUNT_BITS) + count - 1, now));
            if (WORD.compareAndSet(this, seen, seen - 1)) {
                return newest;
            }
        }
    }

    private boolean isCurrent(final Entry entry) {
        final int id = entry.candle.seriesId;
        ensureSeries(id);
        if (entry.pushNumber < takenPush[id] || entry.candle.openTimeMs <= passedOpenTimeMs[id]) {
            return false;
        }
        takenPush[id] = entry.pushNumber;
        return true;
    }

    private void giveBack(final Entry entry) {
        Entry head;
        do {
            head = freed;
            entry.next = head;
        } while (!FREED.compareAndSet(this, head, entry));
    }

    private void ensureSeries(final int id) {
        if (id >= takenPush.length) {
            final int old = takenPush.length;
            takenPush = Arrays.copyOf(takenPush, Math.max(id + 1, 2 * old));
            passedOpenTimeMs = Arrays.copyOf(passedOpenTimeMs, takenPush.length);
            Arrays.fill(passedOpenTimeMs, old, passedOpenTimeMs.length, Long.MIN_VALUE);
        }
    }

    /** How many entries there are, superseded ones included; any thread. */
    public int size() {
        return (int) (word & COUNT_MASK);
    }

    /** Whether there is no entry at all; any thread. */
    public boolean isEmpty() {
        return size() == 0;
    }

    private static int index(final long position, final Entry[] in) {
        return (int) position & (in.length - 1);
    }

    private static long[] filled(final int size) {
        final long[] array = new long[size];
        Arrays.fill(array, Long.MIN_VALUE);
        return array;
    }

    private static VarHandle field(final String name, final Class<?> type) {
        try {
            return MethodHandles.lookup().findVarHandle(OpenStack.class, name, type);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
