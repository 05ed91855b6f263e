package dev.wick.engine.egress;

import dev.wick.adapters.text.DecimalWriter;

/**
 * Writes moments as {@code 2026-11-23 07:35:00.123456+00:00}, always with six digits after the point. Keeps the text of
 * the last second, because the next moment is mostly in the same one. Egress thread; allocates nothing.
 */
final class UtcText {
    /** The most bytes that a moment takes: a year of a far future has nine digits and a sign. */
    static final int MAX_BYTES = 40;

    private static final int SECONDS_PER_DAY = 86_400;
    /** Days from 0000-03-01 to 1970-01-01: years that start in March end with their leap day. */
    private static final long DAYS_TO_EPOCH = 719_468;

    private static final int DAYS_PER_ERA = 146_097;
    private static final int YEARS_PER_ERA = 400;

    private static final ShortText UTC = ShortText.of("+00:00");

    private final byte separator;
    private final byte[] text = new byte[MAX_BYTES];
    private int length;
    private long second;

    /** Writes with this between day and time: a blank or a T. */
    UtcText(final char separator) {
        this.separator = (byte) separator;
        second = 0;
        writeSecond();
    }

    /**
     * Writes a moment.
     *
     * @param epochSecond UTC seconds
     * @param micros of that second, 0 to 999,999
     * @param into has {@link #MAX_BYTES} of room from {@code at}
     * @return the position after the last byte
     */
    int write(final long epochSecond, final int micros, final byte[] into, final int at) {
        if (epochSecond != second) {
            second = epochSecond;
            writeSecond();
        }
        // Eight digits are faster to write than six: the first two are zeros, over which the text is laid.
        final int end = DecimalWriter.writePadded(micros, 8, into, at + length - 2);
        System.arraycopy(text, 0, into, at, length);
        return UTC.write(into, end);
    }

    private void writeSecond() {
        int at = writeDay(Math.floorDiv(second, (long) SECONDS_PER_DAY));
        final int ofDay = (int) Math.floorMod(second, (long) SECONDS_PER_DAY);
        text[at++] = separator;
        at = DecimalWriter.writePadded(ofDay / 3_600, 2, text, at);
        text[at++] = ':';
        at = DecimalWriter.writePadded(ofDay / 60 % 60, 2, text, at);
        text[at++] = ':';
        at = DecimalWriter.writePadded(ofDay % 60, 2, text, at);
        text[at++] = '.';
        length = at;
    }

    private int writeDay(final long epochDay) {
        final long day = epochDay + DAYS_TO_EPOCH;
        final long era = Math.floorDiv(day, (long) DAYS_PER_ERA);
        final int ofEra = (int) Math.floorMod(day, (long) DAYS_PER_ERA);
        // A leap day every 4 years of 1,460 days, but none after 36,524 days, save at the very end of the era.
        final int yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / (DAYS_PER_ERA - 1)) / 365;
        final int ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        // From March on, month lengths repeat 31 30 31 30 31: 153 days in five months.
        final int monthFromMarch = (5 * ofYear + 2) / 153;
        final int dayOfMonth = ofYear - (153 * monthFromMarch + 2) / 5 + 1;
        final int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        int at = writeYear(era * YEARS_PER_ERA + yearOfEra + (month <= 2 ? 1 : 0));
        text[at++] = '-';
        at = DecimalWriter.writePadded(month, 2, text, at);
        text[at++] = '-';
        return DecimalWriter.writePadded(dayOfMonth, 2, text, at);
    }

    private int writeYear(final long year) {
        return year >= 0 && year <= 9_999
                ? DecimalWriter.writePadded(year, 4, text, 0)
                : DecimalWriter.write(year, text, 0);
    }
}
