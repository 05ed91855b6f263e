package dev.wick.adapters.gateio.sim;

import dev.wick.adapters.sim.TextBuffer;

/** Writes decimals as Gate does: without zeros at the end. Stateless. */
final class Numbers {
    private Numbers() {}

    /**
     * Appends {@code 77308.6} for 7730860 and 2.
     *
     * @param unscaled the number times 10^scale
     */
    static TextBuffer trimmed(final TextBuffer out, final long unscaled, final int scale) {
        long digits = unscaled;
        int decimals = scale;
        while (decimals > 0 && digits % 10 == 0) {
            digits /= 10;
            decimals--;
        }
        return out.decimal(digits, decimals, decimals);
    }

    /** The same in quotes. */
    static TextBuffer quoted(final TextBuffer out, final long unscaled, final int scale) {
        return trimmed(out.octet('"'), unscaled, scale).octet('"');
    }
}
