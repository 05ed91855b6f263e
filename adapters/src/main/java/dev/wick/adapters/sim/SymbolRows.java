package dev.wick.adapters.sim;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Lists what a simulated market trades: its best-known symbols first, then invented ones, and at the end those that do not
 * trade. Stateless; any thread.
 */
public final class SymbolRows {
    private SymbolRows() {}

    /**
     * So many that trade, and all that do not.
     *
     * @param known rows, with a comma between any two
     * @param halted the same of those that do not trade; empty for none
     * @param invented makes a row of a number from 1
     */
    public static <T> List<T> list(
            final String known,
            final String halted,
            final int count,
            final IntFunction<String> invented,
            final Function<SymbolRow, T> read) {
        final List<T> listed = new ArrayList<>();
        for (final String row : known.split(",", -1)) {
            if (listed.size() < count) {
                listed.add(read.apply(new SymbolRow(row, true)));
            }
        }
        for (int number = 1; listed.size() < count; number++) {
            listed.add(read.apply(new SymbolRow(invented.apply(number), true)));
        }
        if (!halted.isEmpty()) {
            for (final String row : halted.split(",", -1)) {
                listed.add(read.apply(new SymbolRow(row, false)));
            }
        }
        return List.copyOf(listed);
    }

    /** The base currency of an invented symbol. */
    public static String inventedBase(final int number) {
        return String.format(Locale.ROOT, "SIM%04d", number);
    }

    /** The price of an invented symbol, with the tick's decimals: two to five of them. */
    public static String inventedPrice(final int number) {
        return BigDecimal.valueOf(101 + 37L * number, 2 + number % 4).toPlainString();
    }
}
