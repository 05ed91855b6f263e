package dev.wick.adapters.hyperliquid;

/**
 * Knows the texts that the exchange sends for people: {@code Websocket connection established.} (handled so by its own Python
 * SDK). Stateless; allocates nothing.
 */
final class Greeting {
    private Greeting() {}

    /** Whether these bytes are words: printable ASCII that begins with a letter, but not like JSON, and holds no bracket. */
    static boolean isOne(final byte[] bytes, final int offset, final int length) {
        if (length == 0 || !isFirst(bytes[offset])) {
            return false;
        }
        for (int i = offset; i < offset + length; i++) {
            if (!isPlain(bytes[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFirst(final byte b) {
        return switch (b) {
            case 't', 'f', 'n' -> false;
            default -> (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
        };
    }

    private static boolean isPlain(final byte b) {
        return switch (b) {
            case '{', '}', '[', ']', '"' -> false;
            default -> b >= ' ' && b <= '~';
        };
    }
}
