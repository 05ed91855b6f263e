package dev.wick.adapters.rest;

import dev.wick.adapters.feed.Decimal;
import dev.wick.adapters.text.DecimalReader;
import dev.wick.adapters.text.LongReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * One value of a row as it stands in the answer's bytes; a number may be written as text or as number. Reused from value to
 * value by its {@link RowReader}; one thread.
 */
public final class Cell {
    private final byte[] body;
    private int start;
    private int end;
    private boolean isText;

    Cell(final byte[] body) {
        this.body = body;
    }

    /** Stands for these bytes, without the quotes if it is text. */
    void wrap(final int newStart, final int newEnd, final boolean newIsText) {
        start = newStart;
        end = newEnd;
        isText = newIsText;
    }

    /** Whether the exchange says that it has no value: {@code null} or an empty text. */
    public boolean isAbsent() {
        return start == end || (!isText && is("null"));
    }

    /** Whether it reads like this, text or not: {@code is("1")} for {@code 1} and {@code "1"}. */
    public boolean is(final String ascii) {
        return text().equals(ascii);
    }

    /**
     * Its characters; escapes stay as they are.
     */
    public String text() {
        return new String(body, start, end - start, StandardCharsets.UTF_8);
    }

    /**
     * The whole number from zero up that it holds.
     *
     * @param name for the message
     * @throws IOException if it holds none
     */
    public long whole(final String name) throws IOException {
        final long value = LongReader.read(body, start, end - start);
        if (value == LongReader.GARBAGE || value < 0) {
            throw new IOException("its " + name + " is no whole number: " + Excerpt.of(body, start, end - start));
        }
        return value;
    }

    /**
     * Reads the decimal that it holds, exactly.
     *
     * @param name for the message
     * @throws IOException if it holds none
     */
    public void decimal(final String name, final Decimal into) throws IOException {
        if (DecimalReader.read(body, start, end - start, into) == DecimalReader.Outcome.GARBAGE) {
            throw new IOException("its " + name + " is no number: " + Excerpt.of(body, start, end - start));
        }
    }
}
