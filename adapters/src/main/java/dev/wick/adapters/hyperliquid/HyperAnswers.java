package dev.wick.adapters.hyperliquid;

import dev.wick.adapters.text.JsonCursor;
import dev.wick.adapters.text.JsonCursor.Kind;
import dev.wick.adapters.ws.Replies;
import java.nio.charset.StandardCharsets;

/**
 * Reads what the exchange says to requests, and tells the connection; one per parser, on the leg's thread. Not the hot path.
 *
 * <pre>
 *   {"method":"subscribe","subscription":{"type":"candle","interval":"1d","coin":"HYPE"}}   keys in either order
 *   "Invalid subscription {\"type\":\"candle\",\"coin\":\"NOPE\",\"interval\":\"1m\"}"      JSON inside of a text
 *   "Already subscribed: {…}"            as good as a yes        "Already unsubscribed: {…}"       as good as done
 *   "Error parsing JSON into valid websocket request: {…}"                            holds the whole request
 *   "Cannot subscribe to more than 1000 channels."                                    does not say which
 * </pre>
 */
final class HyperAnswers {
    private static final byte[] METHOD = ascii("method");
    private static final byte[] SUBSCRIPTION = ascii("subscription");
    private static final byte[] TYPE = ascii("type");
    private static final byte[] COIN = ascii("coin");
    private static final byte[] INTERVAL = ascii("interval");
    private static final byte[] CANDLE = ascii("candle");

    private final Replies replies;
    private final JsonCursor inner = new JsonCursor();
    private String method = "";
    private boolean isCandle;
    private String coin;
    private String interval;
    private String errorText;

    HyperAnswers(final Replies replies) {
        this.replies = replies;
    }

    /** Forgets what was read. */
    void clear() {
        method = "";
        isCandle = false;
        coin = null;
        interval = null;
        errorText = null;
    }

    /** Reads the data of an acknowledgement at the cursor; false if it is none. */
    boolean readAcknowledgement(final JsonCursor cursor) {
        if (cursor.peek() != Kind.OBJECT) {
            cursor.skip();
            return false;
        }
        readObject(cursor, true);
        return !method.isEmpty();
    }

    /** Reads the data of an error at the cursor; false if it is none. */
    boolean readError(final JsonCursor cursor) {
        final Kind kind = cursor.readValue();
        errorText = kind == Kind.STRING ? text(cursor) : null;
        return errorText != null;
    }

    /** The coin's name on the wire that was read last, if it was about a candle; else null. */
    String coin() {
        return isCandle && interval != null ? coin : null;
    }

    /** The interval's name on the wire that was read last; null if there was none. */
    String interval() {
        return interval;
    }

    /** Tells of the acknowledgement that was read; false if it is about something that nobody here asks for. */
    boolean tellAcknowledgement() {
        if (coin() == null) {
            return false;
        }
        if (method.equals("subscribe")) {
            replies.onTopicAccepted(HyperTopic.of(coin, interval));
            return true;
        }
        if (method.equals("unsubscribe")) {
            replies.onTopicDropped(HyperTopic.of(coin, interval));
            return true;
        }
        return false;
    }

    /** Tells of the error that was read. */
    void tellError() {
        readInside(errorText);
        if (coin() == null) {
            replies.onRejected(Replies.NO_ID, errorText);
            return;
        }
        final String topic = HyperTopic.of(coin, interval);
        if (errorText.startsWith("Already subscribed")) {
            replies.onTopicAccepted(topic);
        } else if (errorText.startsWith("Already unsubscribed")) {
            replies.onTopicDropped(topic);
        } else {
            replies.onTopicRejected(topic, errorText);
        }
    }

    /** The subscription in an error's words: the JSON object that they end with, or a member of it. */
    private void readInside(final String words) {
        final int brace = words.indexOf('{');
        if (brace < 0) {
            return;
        }
        final byte[] bytes = words.substring(brace).getBytes(StandardCharsets.UTF_8);
        inner.reset(bytes, 0, bytes.length);
        readObject(inner, true);
        if (inner.failed()) {
            coin = null;
        }
    }

    private void readObject(final JsonCursor cursor, final boolean outer) {
        cursor.beginObject();
        while (cursor.nextKey()) {
            if (outer && cursor.is(SUBSCRIPTION)) {
                if (cursor.peek() == Kind.OBJECT) {
                    readObject(cursor, false);
                } else {
                    cursor.skip();
                }
            } else {
                readField(cursor);
            }
        }
    }

    private void readField(final JsonCursor cursor) {
        if (cursor.is(METHOD)) {
            final String read = string(cursor);
            method = read == null ? "" : read;
        } else if (cursor.is(TYPE)) {
            isCandle = cursor.readValue() == Kind.STRING && cursor.is(CANDLE);
        } else if (cursor.is(COIN)) {
            coin = string(cursor);
        } else if (cursor.is(INTERVAL)) {
            interval = string(cursor);
        } else {
            cursor.skip();
        }
    }

    private static String string(final JsonCursor cursor) {
        return cursor.readValue() == Kind.STRING ? text(cursor) : null;
    }

    private static String text(final JsonCursor cursor) {
        return new String(cursor.bytes(), cursor.offset(), cursor.length(), StandardCharsets.UTF_8);
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
