package dev.wick.engine.cores;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Some of a machine's cores, by number. Immutable, any thread. */
public final class CoreSet {
    /** No core. */
    public static final CoreSet NONE = new CoreSet(new BitSet());

    private final BitSet bits;

    private CoreSet(final BitSet bits) {
        this.bits = bits;
    }

    /**
     * Reads the notation of the settings and of the kernel alike.
     *
     * @param list numbers and ranges such as {@code 0,2-3}; a range that runs backwards has no core
     * @throws NumberFormatException if it is no such list
     */
    public static CoreSet of(final String list) {
        final BitSet bits = new BitSet();
        for (final String part : list.strip().split(",", -1)) {
            if (!part.isBlank()) {
                final String[] ends = part.strip().split("-", 2);
                final int first = Integer.parseInt(ends[0]);
                final int last = Integer.parseInt(ends[ends.length - 1]);
                if (last >= first) {
                    bits.set(first, last + 1);
                }
            }
        }
        return bits.isEmpty() ? NONE : new CoreSet(bits);
    }

    /** Those of this set that are not in another. */
    public CoreSet without(final CoreSet other) {
        final BitSet rest = bits();
        rest.andNot(other.bits);
        return new CoreSet(rest);
    }

    /** Those of this set and those of another. */
    public CoreSet with(final CoreSet other) {
        final BitSet all = bits();
        all.or(other.bits);
        return new CoreSet(all);
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return bits.isEmpty();
    }

    /** How many there are. */
    public int size() {
        return bits.cardinality();
    }

    /** A copy: bit n stands for core n. */
    BitSet bits() {
        return (BitSet) bits.clone();
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof final CoreSet set && bits.equals(set.bits);
    }

    @Override
    public int hashCode() {
        return bits.hashCode();
    }

    /** As the settings and the kernel write it: {@code 0,2-3}. */
    @Override
    public String toString() {
        final List<String> parts = new ArrayList<>();
        for (int first = bits.nextSetBit(0); first >= 0; ) {
            final int last = bits.nextClearBit(first) - 1;
            parts.add(first == last ? Integer.toString(first) : first + "-" + last);
            first = bits.nextSetBit(last + 1);
        }
        return String.join(",", parts);
    }
}
