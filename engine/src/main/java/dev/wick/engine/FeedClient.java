package dev.wick.engine;

import com.dslplatform.json.DslJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * A subscriber of the feed, as any consumer would write one: the JDK's WebSocket client and nothing of the engine's.
 *
 * <p>Messages reach the consumer on one thread at a time.
 */
final class FeedClient implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final WebSocket socket;
    private final CompletableFuture<String> closed = new CompletableFuture<>();

    /**
     * Connects.
     *
     * @param onMessage takes each message as text and as parsed JSON
     */
    FeedClient(final URI uri, final BiConsumer<String, Map<String, Object>> onMessage) {
        try {
            socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .connectTimeout(CONNECT_TIMEOUT)
                    .buildAsync(uri, new Listener(onMessage, closed))
                    .join();
        } catch (final CompletionException e) {
            throw new UserError("no connection to " + uri + ": " + e.getCause().getMessage(), e);
        }
    }

    void send(final String message) {
        socket.sendText(message, true).join();
    }

    /** Runs the action when the server, or the network, ends the connection; at once if it has. */
    void whenClosed(final Runnable action) {
        closed.whenComplete((reason, error) -> action.run()).exceptionally(e -> null);
    }

    @Override
    public void close() {
        if (!closed.isDone()) {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "done")
                    .orTimeout(1, TimeUnit.SECONDS)
                    .exceptionally(e -> socket)
                    .join();
            socket.abort();
        }
    }

    /** Puts the pieces of a message together and parses it. */
    private static final class Listener implements WebSocket.Listener {
        private final DslJson<Object> json = new DslJson<>();
        private final StringBuilder partial = new StringBuilder();
        private final BiConsumer<String, Map<String, Object>> onMessage;
        private final CompletableFuture<String> closed;

        Listener(final BiConsumer<String, Map<String, Object>> onMessage, final CompletableFuture<String> closed) {
            this.onMessage = onMessage;
            this.closed = closed;
        }

        @Override
        public CompletionStage<?> onText(final WebSocket webSocket, final CharSequence data, final boolean last) {
            partial.append(data);
            if (last) {
                final String text = partial.toString();
                partial.setLength(0);
                onMessage.accept(text, parse(text));
            }
            webSocket.request(1);
            return null;
        }

        private Map<String, Object> parse(final String text) {
            final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            try {
                @SuppressWarnings("unchecked")
                final Map<String, Object> message = json.deserialize(Map.class, bytes, bytes.length);
                return message;
            } catch (final IOException e) {
                throw new IllegalStateException("the feed sent what is not JSON: " + text, e);
            }
        }

        @Override
        public CompletionStage<?> onClose(final WebSocket webSocket, final int statusCode, final String reason) {
            closed.complete(statusCode + " " + reason);
            return null;
        }

        @Override
        public void onError(final WebSocket webSocket, final Throwable error) {
            closed.complete("connection lost: " + error.getMessage());
        }
    }
}
