package dev.wick.adapters.rest;

/** Tells whether bytes are a number as JSON writes it: {@code -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?}. Stateless. */
final class JsonNumber {
    private JsonNumber() {}

    static boolean is(final byte[] bytes, final int from, final int to) {
        final int whole = behind(bytes, from, to, "-");
        int at = digits(bytes, whole, to);
        final boolean leadingZero = at > whole + 1 && bytes[whole] == '0';
        if (at == whole || leadingZero) {
            return false;
        }
        final int fraction = behind(bytes, at, to, ".");
        if (fraction > at) {
            at = digits(bytes, fraction, to);
            if (at == fraction) {
                return false;
            }
        }
        final int sign = behind(bytes, at, to, "eE");
        if (sign > at) {
            final int exponent = behind(bytes, sign, to, "-+");
            at = digits(bytes, exponent, to);
            if (at == exponent) {
                return false;
            }
        }
        return at == to;
    }

    /** Where it goes on behind one of these characters, if one stands there. */
    private static int behind(final byte[] bytes, final int at, final int to, final String oneOf) {
        return at < to && oneOf.indexOf(bytes[at]) >= 0 ? at + 1 : at;
    }

    private static int digits(final byte[] bytes, final int from, final int to) {
        int at = from;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }
}
