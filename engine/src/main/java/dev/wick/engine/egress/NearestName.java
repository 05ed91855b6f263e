package dev.wick.engine.egress;

import java.util.Collection;
import java.util.Locale;

/** Finds the name that somebody who mistyped probably meant. Stateless. */
final class NearestName {
    /** Longer input is no typing mistake. */
    private static final int MAX_LENGTH = 64;

    private NearestName() {}

    /** Of these names the one with the fewest changes from the text, null if none is near. */
    static String of(final String text, final Collection<String> names) {
        if (text.length() > MAX_LENGTH) {
            return null;
        }
        String nearest = null;
        int fewest = Math.max(1, text.length() / 2) + 1;
        for (final String name : names) {
            final int changes = changes(text.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (changes < fewest) {
                fewest = changes;
                nearest = name;
            }
        }
        return nearest;
    }

    /** The fewest characters to insert, remove or replace. */
    private static int changes(final String from, final String to) {
        int[] above = new int[to.length() + 1];
        for (int column = 0; column < above.length; column++) {
            above[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            final int[] current = new int[above.length];
            current[0] = row;
            for (int column = 1; column < current.length; column++) {
                final int replaced = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
            }
            above = current;
        }
        return above[to.length()];
    }
}
