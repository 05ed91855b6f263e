package dev.wick.adapters.gateio;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.text.JsonCursor;
import dev.wick.adapters.text.JsonCursor.Kind;
import dev.wick.adapters.text.LongReader;
import dev.wick.adapters.ws.Replies;
import java.nio.charset.StandardCharsets;

/**
 * Gathers what a frame says in answer to a request, and tells the connection; one per parser, on the leg's thread.
 *
 * <pre>
 *   {…,"id":1,…,"event":"subscribe","payload":["1m","ETH_USDT"],"result":{"status":"success"},…}             since 2024
 *   {…,"event":"subscribe","payload":["NOPE_XXX"],"error":{"code":2,"message":"unknown …"},"result":{"status":"fail"}}
 *   {…,"event":"subscribe","error":null,"result":{"status":"success"}}                                        older
 * </pre>
 *
 * <p>An answer belongs to the request of its id; without one, to that of the topic which its payload names; without that, to
 * the oldest.
 */
final class GateAnswer {
    private static final byte[] ID = {'i', 'd'};
    private static final byte[] ERROR = {'e', 'r', 'r', 'o', 'r'};
    private static final byte[] PAYLOAD = {'p', 'a', 'y', 'l', 'o', 'a', 'd'};
    private static final byte[] CODE = {'c', 'o', 'd', 'e'};
    private static final byte[] MESSAGE = {'m', 'e', 's', 's', 'a', 'g', 'e'};
    private static final byte[] SUBSCRIBE = {'s', 'u', 'b', 's', 'c', 'r', 'i', 'b', 'e'};
    private static final byte[] UNSUBSCRIBE = {'u', 'n', 's', 'u', 'b', 's', 'c', 'r', 'i', 'b', 'e'};

    private final JsonCursor cursor;
    private final Replies replies;
    private boolean subscribes;
    private boolean unsubscribes;
    private boolean hasError;
    private long errorCode;
    private String errorMessage = "";
    private long requestId;
    private String topic = "";

    GateAnswer(final JsonCursor cursor, final Replies replies) {
        this.cursor = cursor;
        this.replies = replies;
    }

    void clear() {
        subscribes = false;
        unsubscribes = false;
        hasError = false;
        errorCode = Candle.NONE;
        errorMessage = "";
        requestId = Replies.NO_ID;
        topic = "";
    }

    /** Takes the event that the cursor has just read; {@code isText} if it is a text at all. */
    void event(final boolean isText) {
        subscribes = isText && cursor.is(SUBSCRIBE);
        unsubscribes = isText && cursor.is(UNSUBSCRIBE);
    }

    /** Reads the member whose key the cursor has read, or passes over it. */
    void readMember() {
        if (cursor.is(ID)) {
            requestId = readLong();
            // Ours begin with 1.
            requestId = requestId > 0 ? requestId : Replies.NO_ID;
        } else if (cursor.is(ERROR)) {
            readError();
        } else if (cursor.is(PAYLOAD)) {
            readPayload();
        } else {
            cursor.skip();
        }
    }

    private void readError() {
        final Kind kind = cursor.peek();
        hasError = kind != Kind.NULL;
        if (kind == Kind.OBJECT) {
            cursor.beginObject();
            while (cursor.nextKey()) {
                if (cursor.is(CODE)) {
                    errorCode = readLong();
                } else if (cursor.is(MESSAGE)) {
                    errorMessage = readText();
                } else {
                    cursor.skip();
                }
            }
        } else {
            errorMessage = readText();
        }
    }

    /** {@code ["1m","BTC_USDT"]}: the two make the name of a stream, as frames have it. */
    private void readPayload() {
        if (cursor.peek() != Kind.ARRAY) {
            cursor.skip();
            return;
        }
        final StringBuilder joined = new StringBuilder();
        cursor.beginArray();
        while (cursor.nextElement()) {
            joined.append(joined.length() == 0 ? "" : "_").append(readText());
        }
        topic = joined.toString();
    }

    /** Tells the connection, if this is an answer; false if it is none. */
    boolean tell(final boolean failed) {
        if (hasError || (failed && (subscribes || unsubscribes))) {
            reject();
            return true;
        }
        if (subscribes || unsubscribes) {
            accept();
            return true;
        }
        return false;
    }

    private void reject() {
        final String words = errorMessage.isEmpty() ? "no reason given" : errorMessage;
        final String message = errorCode == Candle.NONE ? words : words + " (code " + errorCode + ")";
        if (requestId != Replies.NO_ID || topic.isEmpty() || !(subscribes || unsubscribes)) {
            replies.onRejected(requestId, message);
        } else if (subscribes) {
            replies.onTopicRejected(topic, message);
        } else {
            // What cannot be unsubscribed is not subscribed.
            replies.onTopicDropped(topic);
        }
    }

    private void accept() {
        if (requestId != Replies.NO_ID || topic.isEmpty()) {
            replies.onAccepted(requestId);
        } else if (subscribes) {
            replies.onTopicAccepted(topic);
        } else {
            replies.onTopicDropped(topic);
        }
    }

    /** Tells that the exchange is about to end the connection. */
    void notice(final String words) {
        replies.onNotice(words.isEmpty() ? "the exchange is about to upgrade this server" : words);
    }

    private long readLong() {
        final Kind kind = cursor.readValue();
        if (kind != Kind.NUMBER && kind != Kind.STRING) {
            return Candle.NONE;
        }
        return LongReader.read(cursor.bytes(), cursor.offset(), cursor.length());
    }

    private String readText() {
        final Kind kind = cursor.readValue();
        return kind == Kind.STRING || kind == Kind.NUMBER
                ? new String(cursor.bytes(), cursor.offset(), cursor.length(), StandardCharsets.UTF_8)
                : "";
    }
}
