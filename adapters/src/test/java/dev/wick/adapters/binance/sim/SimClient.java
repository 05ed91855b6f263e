package dev.wick.adapters.binance.sim;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client that is not ours: the JDK's WebSocket, keeping every text that came, and the JDK's HTTP. */
final class SimClient implements WebSocket.Listener, AutoCloseable {
    static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final List<String> texts = new ArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private final boolean answersPings;
    private WebSocket socket;
    private int pings;
    private int closeCode;
    private boolean ended;

    private SimClient(final boolean answersPings) {
        this.answersPings = answersPings;
    }

    static SimClient connect(final String url) {
        return connect(url, true);
    }

    static SimClient connect(final String url, final boolean answersPings) {
        final SimClient client = new SimClient(answersPings);
        client.socket = HTTP.newWebSocketBuilder()
                .buildAsync(URI.create(url), client)
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        return client;
    }

    static HttpResponse<String> get(final String url) {
        try {
            return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    SimClient send(final String text) {
        socket.sendText(text, true).join();
        return this;
    }

    /** Sends a request and gives the first text that is an answer and no data. */
    String ask(final String request) {
        final int before = count(text -> !isData(text));
        send(request);
        await().atMost(LIMIT).until(() -> count(text -> !isData(text)) > before);
        return matching(text -> !isData(text)).get(before);
    }

    static boolean isData(final String text) {
        return text.contains("\"kline\"");
    }

    List<String> awaitTexts(final int count, final Predicate<String> wanted) {
        await().atMost(LIMIT).until(() -> count(wanted) >= count);
        return matching(wanted);
    }

    void awaitEnd() {
        await().atMost(LIMIT).until(this::ended);
    }

    synchronized boolean ended() {
        return ended;
    }

    synchronized int closeCode() {
        return closeCode;
    }

    synchronized int pings() {
        return pings;
    }

    synchronized int count(final Predicate<String> wanted) {
        return (int) texts.stream().filter(wanted).count();
    }

    synchronized List<String> matching(final Predicate<String> wanted) {
        return texts.stream().filter(wanted).toList();
    }

    @Override
    public CompletionStage<?> onText(final WebSocket from, final CharSequence data, final boolean last) {
        synchronized (this) {
            partial.append(data);
            if (last) {
                texts.add(partial.toString());
                partial.setLength(0);
            }
        }
        from.request(1);
        return null;
    }

    @Override
    public synchronized CompletionStage<?> onPing(final WebSocket from, final ByteBuffer message) {
        pings++;
        from.request(1);
        // The JDK answers a ping once this stage completes.
        return answersPings ? null : new CompletableFuture<>();
    }

    @Override
    public synchronized CompletionStage<?> onClose(final WebSocket from, final int code, final String reason) {
        closeCode = code;
        ended = true;
        return null;
    }

    @Override
    public synchronized void onError(final WebSocket from, final Throwable error) {
        ended = true;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
