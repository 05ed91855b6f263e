package dev.wick.adapters.feed;

/**
 * One venue, symbol and interval, with its dense id.
 *
 * @param id 0, 1, 2, … in the order of registration; never reused
 * @param venue where it trades
 * @param symbol the venue's own name of the instrument
 * @param interval the length of its bars
 */
public record Series(int id, Venue venue, String symbol, Interval interval) {
    @Override
    public String toString() {
        return venue + " " + symbol + " " + interval;
    }
}
