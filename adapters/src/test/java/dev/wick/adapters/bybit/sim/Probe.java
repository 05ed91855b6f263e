package dev.wick.adapters.bybit.sim;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A client that is not ours: the JDK's WebSocket, which keeps every text that comes, and the JDK's HTTP. */
final class Probe implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final List<String> texts = new ArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private WebSocket socket;
    private boolean ended;

    static Probe connect(final String url) {
        final Probe probe = new Probe();
        probe.socket = HTTP.newWebSocketBuilder()
                .buildAsync(URI.create(url), probe)
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        return probe;
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

    static String request(final String op, final String id, final String... topics) {
        return "{\"req_id\":\"" + id + "\",\"op\":\"" + op + "\",\"args\":["
                + Arrays.stream(topics).map(topic -> '"' + topic + '"').collect(Collectors.joining(",")) + "]}";
    }

    Probe send(final String text) {
        socket.sendText(text, true).join();
        return this;
    }

    /** Sends a request and gives the first answer to come. */
    String ask(final String request) {
        final int before = matching(Probe::isAnswer).size();
        send(request);
        return awaitTexts(before + 1, Probe::isAnswer).get(before);
    }

    /** All that was sent before the pong has come when this returns. */
    List<String> received(final Predicate<String> wanted) {
        ask("{\"op\":\"ping\"}");
        return matching(wanted);
    }

    static boolean isAnswer(final String text) {
        return text.startsWith("{\"success\"");
    }

    static boolean isKline(final String text) {
        return text.contains("\"topic\":\"kline");
    }

    static boolean isClosed(final String text) {
        return text.contains("\"confirm\":true");
    }

    List<String> awaitTexts(final int count, final Predicate<String> wanted) {
        await().atMost(LIMIT).until(() -> matching(wanted).size() >= count);
        return matching(wanted);
    }

    void awaitEnd() {
        await().atMost(LIMIT).until(this::ended);
    }

    private synchronized boolean ended() {
        return ended;
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
    public synchronized CompletionStage<?> onClose(final WebSocket from, final int code, final String reason) {
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
