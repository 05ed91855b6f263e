package dev.wick.test.host;

import com.dslplatform.json.DslJson;
import dev.wick.engine.protocol.Conversation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * One connection of a foreign subscriber, the JDK's own WebSocket client: it may stop reading for a while, and what was not
 * read when it ended was not received. Messages come on the client's thread, one after the other; the rest is for any thread.
 */
public final class FeedLink implements WebSocket.Listener {
    private final DslJson<Object> json = new DslJson<>();
    private final StringBuilder partial = new StringBuilder();
    private final Conversation conversation = new Conversation();
    private final Consumer<Map<String, Object>> onMessage;
    private final CompletableFuture<WebSocket> socket;
    private CompletableFuture<?> lastSend = CompletableFuture.completedFuture(null);
    private boolean isStalled;
    private boolean isWaiting;
    private volatile boolean isOver;
    private volatile String reason = "";

    /** Begins to connect. */
    public FeedLink(final HttpClient client, final URI feed, final Consumer<Map<String, Object>> onMessage) {
        this.onMessage = onMessage;
        socket = client.newWebSocketBuilder().buildAsync(feed, this).whenComplete((opened, failure) -> {
            if (failure != null) {
                end("could not connect: " + failure.getMessage());
            }
        });
    }

    /** Whether it can be written to. */
    public boolean isOpen() {
        return !isOver && socket.isDone() && !socket.isCompletedExceptionally();
    }

    /** Whether it has ended, or never came about. */
    public boolean isOver() {
        return isOver;
    }

    /** Why it ended. */
    public String reason() {
        return reason;
    }

    /** Sends a text after those before it. */
    public synchronized void send(final String text) {
        if (isOpen()) {
            conversation.sent(text);
            lastSend = lastSend.handle((done, failed) -> null)
                    .thenCompose(nothing -> socket.join().sendText(text, true))
                    .whenComplete((done, failure) -> {
                        if (failure != null) {
                            end("could not send: " + failure.getMessage());
                        }
                    });
        }
    }

    /** Stops reading, or reads on. */
    public synchronized void stall(final boolean stalled) {
        isStalled = stalled;
        if (!stalled && isWaiting && isOpen()) {
            isWaiting = false;
            socket.join().request(1);
        }
    }

    private synchronized void next(final WebSocket webSocket) {
        if (isStalled) {
            isWaiting = true;
        } else {
            webSocket.request(1);
        }
    }

    @Override
    public CompletionStage<?> onText(final WebSocket webSocket, final CharSequence data, final boolean last) {
        partial.append(data);
        if (last) {
            final String text = partial.toString();
            partial.setLength(0);
            if (!isOver) {
                take(text);
            }
        }
        next(webSocket);
        return null;
    }

    @SuppressWarnings("unchecked")
    private void take(final String text) {
        conversation.received(text);
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            onMessage.accept((Map<String, Object>) json.deserialize(Map.class, bytes, bytes.length));
        } catch (final IOException e) {
            throw new IllegalStateException("not JSON: " + text, e);
        }
    }

    @Override
    public CompletionStage<?> onClose(final WebSocket webSocket, final int statusCode, final String words) {
        end("closed by the server: " + statusCode + " " + words);
        return null;
    }

    @Override
    public void onError(final WebSocket webSocket, final Throwable error) {
        end("lost: " + error);
    }

    private void end(final String why) {
        if (!isOver) {
            reason = why;
            isOver = true;
        }
    }

    /** Hangs up without a goodbye. */
    public synchronized void abort() {
        end("hung up");
        lastSend = socket.whenComplete((opened, failure) -> {
            if (opened != null) {
                opened.abort();
            }
        });
    }
}
