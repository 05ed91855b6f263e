package dev.wick.adapters.okx;

import dev.wick.adapters.feed.FrameParser.Outcome;
import dev.wick.adapters.text.JsonCursor;
import dev.wick.adapters.text.JsonCursor.Kind;
import dev.wick.adapters.text.LongReader;
import dev.wick.adapters.ws.Replies;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a frame says that is no data: the fields {@code event}, {@code code}, {@code msg}, {@code id}, and whom it tells. One
 * per parser, on the leg's thread.
 *
 * <pre>
 *   {"id":"7","event":"subscribe","arg":{"channel":"candle1m","instId":"BTC-USDT"},"connId":"a4d3ae55"}   one for each arg
 *   {"event":"error","code":"60018","msg":"Subscribe failed, wrong URL or channel:…,instId:… doesn't exist. …"}
 *   {"event":"notice","code":"64008","msg":"The connection will soon be closed for a service upgrade. …"}
 * </pre>
 */
final class OkxEvents {
    /** The connection is about to be closed for an upgrade. */
    private static final String UPGRADE = "64008";

    private static final byte[] EVENT = ascii("event");
    private static final byte[] CODE = ascii("code");
    private static final byte[] MESSAGE = ascii("msg");
    private static final byte[] ID = ascii("id");

    /** How the words of a refusal for too many requests end. */
    static final String TOO_FREQUENT = "(code 60014)";

    private final JsonCursor cursor;
    private final Replies replies;
    private String event;
    private String code;
    private String message;
    private long requestId;

    OkxEvents(final JsonCursor cursor, final Replies replies) {
        this.cursor = cursor;
        this.replies = replies;
    }

    void clear() {
        event = null;
        code = "";
        message = "";
        requestId = Replies.NO_ID;
    }

    /** Reads the value at the cursor, of the key just read; passes over it if the key is none of ours. */
    void readMember() {
        if (cursor.is(EVENT)) {
            event = readText();
        } else if (cursor.is(CODE)) {
            code = readText();
        } else if (cursor.is(MESSAGE)) {
            message = readText();
        } else if (cursor.is(ID)) {
            final Kind kind = cursor.readValue();
            final boolean readable = kind == Kind.STRING || kind == Kind.NUMBER;
            // LongReader's word for no number is the one for no id.
            requestId = readable ? LongReader.read(cursor.bytes(), cursor.offset(), cursor.length()) : Replies.NO_ID;
        } else {
            cursor.skip();
        }
    }

    private String readText() {
        final Kind kind = cursor.readValue();
        return kind == Kind.STRING || kind == Kind.NUMBER
                ? new String(cursor.bytes(), cursor.offset(), cursor.length(), StandardCharsets.UTF_8)
                : "";
    }

    boolean isPresent() {
        return event != null;
    }

    /**
     * Tells the connection.
     *
     * @param topic what the {@code arg} names, or null
     */
    Outcome tell(final String topic) {
        switch (event) {
            case "subscribe" -> {
                if (topic == null) {
                    return Outcome.GARBLED;
                }
                replies.onTopicAccepted(topic);
            }
            case "unsubscribe" -> {
                if (topic == null) {
                    return Outcome.GARBLED;
                }
                replies.onTopicDropped(topic);
            }
            case "error" -> tellError(topic);
            case "notice" -> {
                if (!code.equals(UPGRADE)) {
                    return Outcome.IGNORED;
                }
                replies.onNotice(words());
            }
            default -> {
                return Outcome.IGNORED;
            }
        }
        return Outcome.CONTROL;
    }

    private void tellError(final String named) {
        final Optional<String> topic = Optional.ofNullable(named).or(() -> OkxTopic.inWords(message));
        if (topic.isPresent()) {
            replies.onTopicRejected(topic.get(), words());
        } else {
            replies.onRejected(requestId, words());
        }
    }

    private String words() {
        return code.isEmpty() ? message : message + " (code " + code + ")";
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
