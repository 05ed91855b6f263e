package dev.wick.test;

import com.dslplatform.json.DslJson;
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
    private final ConcurrentLinkedQueue<Map<String, Object>> messages = new ConcurrentLinkedQueue<>();
    private final Consumer<Map<String, Object>> onQuote;
    private final WebSocket socket;
    private volatile int closeCode = -1;

    Subscriber(final URI feed) {
        this(feed, null);
    }

    /** Quotes go to the consumer, if there is one, and are not kept. */
    Subscriber(final URI feed, final Consumer<Map<String, Object>> onQuote) {
        this.onQuote = onQuote;
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(feed, this)
                .join();
    }

    void send(final String text) {
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
