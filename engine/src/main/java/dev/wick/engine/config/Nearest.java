package dev.wick.engine.config;

import java.util.Locale;

/** Finds the name that somebody probably meant. */
final class Nearest {
    private Nearest() {}

    /** The known name with the fewest edits between it and the text, case and separators left aside; the first such. */
    static String to(final String text, final Iterable<String> known) {
        String best = "";
        int fewest = Integer.MAX_VALUE;
        for (final String name : known) {
            final int edits = edits(plain(text), plain(name));
            if (edits < fewest) {
                fewest = edits;
                best = name;
            }
        }
        return best;
    }

    /** A path and an environment name of the same key are the same word. */
    private static String plain(final String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[._-]", ".");
    }

    /** Characters to insert, delete or replace to make one text the other. */
    static int edits(final String from, final String to) {
        int[] previous = new int[to.length() + 1];
        int[] current = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                final int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            final int[] swap = previous;
            previous = current;
            current = swap;
        }
        return previous[to.length()];
    }
}
