package dev.wick.adapters.rest;

/**
 * Looks whether bytes can be JSON at all, before a parser gets them: they begin with an object or an array, and do not
 * nest deeper than a recursive parser's stack holds. Says nothing about the rest.
 */
final class JsonShape {
    /** Answers of exchanges nest five levels or so. */
    static final int MAX_DEPTH = 64;

    private JsonShape() {}

    /** What is wrong with them, or null. */
    static String fault(final byte[] bytes) {
        int first = 0;
        while (first < bytes.length && isSpace(bytes[first])) {
            first++;
        }
        if (first == bytes.length) {
            return "the answer is empty";
        }
        if (bytes[first] != '{' && bytes[first] != '[') {
            return "the answer is not JSON";
        }
        return isTooDeep(bytes, first) ? "the answer nests deeper than " + MAX_DEPTH + " levels" : null;
    }

    private static boolean isTooDeep(final byte[] bytes, final int from) {
        int depth = 0;
        boolean inString = false;
        for (int i = from; i < bytes.length; i++) {
            final byte b = bytes[i];
            if (inString) {
                if (b == '\\') {
                    i++;
                } else if (b == '"') {
                    inString = false;
                }
            } else if (b == '"') {
                inString = true;
            } else if (b == '{' || b == '[') {
                depth++;
                if (depth > MAX_DEPTH) {
                    return true;
                }
            } else if (b == '}' || b == ']') {
                depth--;
            }
        }
        return false;
    }

    private static boolean isSpace(final byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
