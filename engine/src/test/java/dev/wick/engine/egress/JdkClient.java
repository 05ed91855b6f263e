package dev.wick.engine.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.engine.egress.JsonIn.Field;
import dev.wick.engine.protocol.Conversation;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** A subscriber that is foreign to the server's library: the JDK's WebSocket. */
final class JdkClient implements WebSocket.Listener {
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final Conversation conversation = new Conversation();
    private final WebSocket socket;
    volatile String closeReason;

    private JdkClient(final HttpClient client, final String uri) {
        socket = client.newWebSocketBuilder().buildAsync(URI.create(uri), this).join();
    }

    static JdkClient connect(final FeedHarness feed) {
        return new JdkClient(HttpClient.newHttpClient(), "ws://127.0.0.1:" + feed.server.port());
    }

    /** Connects by TLS. */
    static JdkClient secure(final FeedHarness feed, final SSLContext tls) {
        return new JdkClient(HttpClient.newBuilder().sslContext(tls).build(), "wss://127.0.0.1:" + feed.server.port());
    }

    JdkClient send(final String text) {
        conversation.sent(text);
        socket.sendText(text, true).join();
        return this;
    }

    JdkClient sendBinary() {
        socket.sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}), true).join();
        return this;
    }

    void closeNormally() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye").join();
    }

    String next() throws InterruptedException {
        final String message = messages.poll(20, TimeUnit.SECONDS);
        assertThat(message).as("a message within 20 s").isNotNull();
        return message;
    }

    Map<String, Field> nextFields() throws Exception {
        return JsonIn.object(next());
    }

    int closeCode() throws Exception {
        return closed.get(20, TimeUnit.SECONDS);
    }

    boolean isClosed() {
        return closed.isDone();
    }

    boolean hasMessages() {
        return !messages.isEmpty();
    }

    @Override
    public CompletionStage<?> onText(final WebSocket ws, final CharSequence data, final boolean last) {
        partial.append(data);
        if (last) {
            final String message = partial.toString();
            conversation.received(message);
            messages.add(message);
            partial.setLength(0);
        }
        ws.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(final WebSocket ws, final int code, final String reason) {
        closeReason = reason;
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(final WebSocket ws, final Throwable error) {
        closed.completeExceptionally(error);
    }
}
