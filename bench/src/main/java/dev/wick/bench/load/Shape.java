package dev.wick.bench.load;

/**
 * How many subscribers want how many series. Series have the ids 1 to {@link #series}; with more of them than each wants, they are
 * dealt out to as many groups, and the subscribers to the groups, in turn. Immutable.
 *
 * @param subscribers how many
 * @param each how many series each wants
 * @param series how many there are; a multiple of {@code each}
 */
record Shape(int subscribers, int each, int series) {
    Shape {
        if (subscribers < 1 || each < 1 || series < each || series % each != 0) {
            throw new IllegalArgumentException(
                    "at least one subscriber and one series, and in all a multiple of what each"
                            + " subscriber wants; got " + subscribers + " subscribers on " + each + " of " + series);
        }
    }

    /** The same series for all, from {@code "1000x50"}: subscribers times series. */
    static Shape parse(final String text) {
        final String[] parts = text.split("x", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("expected subscribers times series, such as 1000x50, got " + text);
        }
        final int each = Integer.parseInt(parts[1]);
        return new Shape(Integer.parseInt(parts[0]), each, each);
    }

    /** So many different sets of series there are. */
    int groups() {
        return series / each;
    }

    /** Which set a subscriber has; it is the series whose id leaves the same rest. */
    int groupOf(final int subscriber) {
        return subscriber % groups();
    }

    /** How many subscribers a series has. */
    int subscribersOf(final int seriesId) {
        final int group = seriesId % groups();
        return subscribers / groups() + (group < subscribers % groups() ? 1 : 0);
    }

    /** Quotes per candle, on average over the series. */
    double fanOut() {
        return (double) subscribers * each / series;
    }
}
