package dev.wick.engine.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the names that somebody who mistyped probably meant. Stateless. */
public final class Nearest {
    /** Longer input is no typing mistake, and would cost time. */
    private static final int MAX_LENGTH = 128;

    private record Candidate(String name, int edits) {}

    private Nearest() {}

    /** Of the known names those with the fewest edits from the text, best first, at most so many; none that is far off. */
    public static List<String> of(final String text, final Collection<String> known, final int most) {
        if (text.length() > MAX_LENGTH) {
            return List.of();
        }
        final String wanted = plain(text);
        final int limit = Math.max(1, text.length() / 2);
        final List<Candidate> near = new ArrayList<>();
        for (final String name : known) {
            final int edits = edits(wanted, plain(name));
            if (edits <= limit) {
                near.add(new Candidate(name, edits));
            }
        }
        near.sort(Comparator.comparingInt(Candidate::edits));
        return near.stream().limit(most).map(Candidate::name).toList();
    }

    /** The known name with the fewest edits between it and the text, however many; the first such. */
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

    /** Case and separators left aside: a path and an environment name of the same key are the same word. */
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
