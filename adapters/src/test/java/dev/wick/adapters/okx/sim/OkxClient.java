package dev.wick.adapters.okx.sim;

import static org.awaitility.Awaitility.await;

import dev.wick.adapters.sim.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client that is not ours: the JDK's WebSocket, keeping every text that came, and the JDK's HTTP. */
final class OkxClient implements WebSocket.Listener, AutoCloseable {
    static final String BTC = "{\"channel\":\"candle1m\",\"instId\":\"BTC-USDT\"}";
    static final String ETH = "{\"channel\":\"candle1m\",\"instId\":\"ETH-USDT\"}";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private WebSocket socket;
    private volatile int closeCode;

    static OkxClient connect(final String url) {
        final OkxClient client = new OkxClient();
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

    /** The rows of an answer that must be a good one. */
    static List<List<String>> rows(final String url) {
        final Map<?, ?> body = object(get(url).body());
        if (!"0".equals(body.get("code"))) {
            throw new AssertionError(body);
        }
        return cells((List<?>) body.get("data"));
    }

    private static List<List<String>> cells(final List<?> rows) {
        return rows.stream()
                .map(row -> ((List<?>) row).stream().map(String::valueOf).toList())
                .toList();
    }

    static Map<?, ?> object(final String text) {
        try {
            return (Map<?, ?>) JsonText.read(text);
        } catch (final JsonText.Malformed e) {
            throw new AssertionError(text, e);
        }
    }

    OkxClient send(final String text) {
        socket.sendText(text, true).join();
        return this;
    }

    OkxClient subscribe(final String... args) {
        return send("{\"op\":\"subscribe\",\"args\":[" + String.join(",", args) + "]}");
    }

    /** Sends something and gives the first text after it that is no data, without the connection's id. */
    String ask(final String text) {
        final int before = count(got -> !isData(got));
        send(text);
        return awaitTexts(before + 1, got -> !isData(got)).get(before);
    }

    static boolean isData(final String text) {
        return text.contains("\"data\":");
    }

    static boolean isClosed(final String text) {
        return text.endsWith("\"1\"]]}");
    }

    /** The one row of a push. */
    static List<String> row(final String push) {
        return cells((List<?>) object(push).get("data")).get(0);
    }

    List<String> awaitTexts(final int count, final Predicate<String> wanted) {
        await().atMost(LIMIT).until(() -> count(wanted) >= count);
        return matching(wanted);
    }

    int awaitClose() {
        await().atMost(LIMIT).until(() -> closeCode != 0);
        return closeCode;
    }

    int count(final Predicate<String> wanted) {
        return matching(wanted).size();
    }

    List<String> matching(final Predicate<String> wanted) {
        return texts.stream().filter(wanted).toList();
    }

    @Override
    public CompletionStage<?> onText(final WebSocket from, final CharSequence data, final boolean last) {
        partial.append(data);
        if (last) {
            texts.add(partial.toString().replaceFirst(",\"connId\":\"[0-9a-f]{8}\"}$", "}"));
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(final WebSocket from, final int code, final String reason) {
        closeCode = code;
        return null;
    }

    @Override
    public void onError(final WebSocket from, final Throwable error) {
        closeCode = -1;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
