package dev.wick.adapters.feed;

import java.util.Locale;

/** Which of a venue's redundant legs one is; a venue with one leg has A alone. The lowest bit of a leg's number tells. */
public enum LegSide {
    A,
    B;

    private final String letter = name().toLowerCase(Locale.ROOT);

    /** As in labels: {@code a} or {@code b}. */
    public String letter() {
        return letter;
    }

    /** The number of the leg at a place: that of the twins of one place differs in the lowest bit alone. */
    public int legId(final int place) {
        return 2 * place + ordinal();
    }

    /** The side of a leg, by its number. */
    public static LegSide of(final int legId) {
        return (legId & 1) == 0 ? A : B;
    }

    /** The other one. */
    public LegSide other() {
        return this == A ? B : A;
    }
}
