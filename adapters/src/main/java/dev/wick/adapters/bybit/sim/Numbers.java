package dev.wick.adapters.bybit.sim;

import dev.wick.adapters.sim.TextBuffer;

/** Writes decimals as Bybit does: in quotes, without zeros at the end. Stateless. */
final class Numbers {
    private Numbers() {}

    /**
     * Appends {@code "109298"} for 1092980 and 1.
     *
     * @param unscaled the number times 10^scale
     */
    static TextBuffer quoted(final TextBuffer out, final long unscaled, final int scale) {
        long digits = unscaled;
        int decimals = scale;
        while (decimals > 0 && digits % 10 == 0) {
            digits /= 10;
            decimals--;
        }
        return out.octet('"').decimal(digits, decimals, decimals).octet('"');
    }
}
