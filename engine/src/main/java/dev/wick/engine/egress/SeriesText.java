package dev.wick.engine.egress;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Series;
import dev.wick.adapters.text.DecimalWriter;
import java.nio.charset.StandardCharsets;

/**
 * The parts of a series' quotes that stay as they are: the names for ever, the times of a bar until the next one begins. Egress
 * thread; allocates only when it is made.
 */
final class SeriesText {
    private static final ShortText CLOSE_TIME = ShortText.of(",\"close_time\":");
    private static final int MAX_TIME_BYTES = 20;

    /** From behind the timestamp up to the opening price. */
    final byte[] beforeOpen;

    private final byte[] bar;
    private final int timesAt;
    private int barLength;
    private long openTimeMs;
    private long closeTimeMs;

    /** The names of a series. */
    SeriesText(final Series series) {
        beforeOpen = ("\",\"exchange\":"
                        + JsonOut.quoted(series.venue().exchange().text()) + ",\"symbol\":"
                        + JsonOut.quoted(series.symbol()) + ",\"contract_type\":"
                        + JsonOut.quoted(series.venue().contractType().name()) + ",\"open\":")
                .getBytes(StandardCharsets.UTF_8);
        final byte[] names = (",\"interval\":"
                        + JsonOut.quoted(series.interval().text()) + ",\"open_time\":")
                .getBytes(StandardCharsets.UTF_8);
        timesAt = names.length;
        bar = new byte[names.length + CLOSE_TIME.length() + 2 * MAX_TIME_BYTES];
        System.arraycopy(names, 0, bar, 0, names.length);
        writeTimes(0, 0);
    }

    /** How many bytes the parts take at most. */
    int maxBytes() {
        return beforeOpen.length + bar.length;
    }

    /** Writes the interval and both times of a candle's bar; returns the position after the last byte. */
    int writeBar(final Candle candle, final byte[] into, final int at) {
        if (candle.openTimeMs != openTimeMs || candle.closeTimeMs != closeTimeMs) {
            writeTimes(candle.openTimeMs, candle.closeTimeMs);
        }
        System.arraycopy(bar, 0, into, at, barLength);
        return at + barLength;
    }

    private void writeTimes(final long newOpenTimeMs, final long newCloseTimeMs) {
        openTimeMs = newOpenTimeMs;
        closeTimeMs = newCloseTimeMs;
        final int openEnd = writeNumber(openTimeMs, bar, timesAt);
        barLength = writeNumber(closeTimeMs, bar, CLOSE_TIME.write(bar, openEnd));
    }

    /** Writes a whole number, or null if it is not known; returns the position after the last byte. */
    static int writeNumber(final long number, final byte[] into, final int at) {
        return number == Candle.NONE ? ShortText.NULL.write(into, at) : DecimalWriter.write(number, into, at);
    }
}
