package dev.wick.test;

import com.dslplatform.json.DslJson;
import dev.wick.engine.protocol.Conversation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** A foreign subscriber: the JDK's own WebSocket client, with all that it received. */
final class Subscriber implements AutoCloseable, WebSocket.Listener {
    private final DslJson<Object> json = new DslJson<>();
    private final StringBuilder partial = new StringBuilder();
    private final Conversation conversation = new Conversation();
    private final ConcurrentLinkedQueue<Map<String, Object>> messages = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> texts = new ConcurrentLinkedQueue<>();
    private final Consumer<Map<String, Object>> onQuote;
    private final WebSocket socket;
    private volatile int closeCode = -1;

    Subscriber(final URI feed) {
        this(feed, null);
    }

    /** Quotes go to the consumer, if there is one, and are not kept. */
    Subscriber(final URI feed, final Consumer<Map<String, Object>> onQuote) {
        this(feed, onQuote, HttpClient.newHttpClient());
    }

    /** The same by a client that trusts the feed's certificate. */
    Subscriber(final URI feed, final Consumer<Map<String, Object>> onQuote, final HttpClient client) {
        this.onQuote = onQuote;
        socket = client.newWebSocketBuilder().buildAsync(feed, this).join();
    }

    void send(final String text) {
        conversation.sent(text);
        socket.sendText(text, true).join();
    }

    List<Map<String, Object>> messages(final String type) {
        final List<Map<String, Object>> found = new ArrayList<>();
        for (final Map<String, Object> message : messages) {
            if (type.equals(message.get("type"))) {
                found.add(message);
            }
        }
        return found;
    }

    /** Every message as it was sent, save quotes that went to the consumer. */
    List<String> texts() {
        return List.copyOf(texts);
    }

    /** The closed candles among the quotes that were kept. */
    List<Map<String, Object>> closedQuotes(final String symbol) {
        final List<Map<String, Object>> found = messages("quote");
        found.removeIf(
                quote -> !symbol.equals(quote.get("symbol")) || !Boolean.TRUE.equals(quote.get("is_closed_candle")));
        return found;
    }

    /** The status of the close frame, 1006 if the connection was lost without one, -1 while it is open. */
    int closeCode() {
        return closeCode;
    }

    @Override
    public CompletionStage<?> onText(final WebSocket webSocket, final CharSequence data, final boolean last) {
        partial.append(data);
        if (last) {
            take(partial.toString());
            partial.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @SuppressWarnings("unchecked")
    private void take(final String text) {
        conversation.received(text);
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        final Map<String, Object> message;
        try {
            message = json.deserialize(Map.class, bytes, bytes.length);
        } catch (final IOException e) {
            throw new IllegalStateException("not JSON: " + text, e);
        }
        if (onQuote != null && "quote".equals(message.get("type"))) {
            onQuote.accept(message);
        } else {
            texts.add(text);
            messages.add(message);
        }
    }

    @Override
    public CompletionStage<?> onClose(final WebSocket webSocket, final int statusCode, final String reason) {
        closeCode = statusCode;
        return null;
    }

    @Override
    public void onError(final WebSocket webSocket, final Throwable error) {
        closeCode = 1006;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
