package dev.wick.adapters.hyperliquid.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wick.adapters.sim.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client that is not ours: the JDK's WebSocket, keeping every text that came, and the JDK's HTTP. */
final class HyperClient implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final List<String> texts = new ArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private WebSocket socket;
    private boolean ended;
    private String goodbye = "";

    static HyperClient connect(final String url) {
        final HyperClient client = new HyperClient();
        client.socket = HTTP.newWebSocketBuilder()
                .buildAsync(URI.create(url), client)
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        return client;
    }

    static HttpResponse<String> post(final String url, final String body) {
        final HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HyperClient send(final String text) {
        socket.sendText(text, true).join();
        return this;
    }

    /** Sends a request and gives the first text after it that is no candle. */
    String ask(final String request) {
        awaitTexts(1, text -> text.startsWith("Websocket"));
        final int before = count(text -> !isCandle(text));
        send(request);
        return awaitTexts(before + 1, text -> !isCandle(text)).get(before);
    }

    static String subscription(final String coin, final String interval) {
        return "{\"type\":\"candle\",\"coin\":\"" + coin + "\",\"interval\":\"" + interval + "\"}";
    }

    String subscribe(final String coin) {
        return ask("{\"method\":\"subscribe\",\"subscription\":" + subscription(coin, "1m") + "}");
    }

    String unsubscribe(final String coin) {
        return ask("{\"method\":\"unsubscribe\",\"subscription\":" + subscription(coin, "1m") + "}");
    }

    static boolean isCandle(final String text) {
        return text.startsWith("{\"channel\":\"candle\"");
    }

    /** The candles of a coin so far, oldest first. */
    List<Map<?, ?>> candles(final String coin) {
        final List<Map<?, ?>> found = new ArrayList<>();
        for (final String text : matching(HyperClient::isCandle)) {
            final Map<?, ?> data = (Map<?, ?>) object(text).get("data");
            if (coin.equals(data.get("s"))) {
                found.add(data);
            }
        }
        return found;
    }

    static Map<?, ?> object(final String text) {
        return (Map<?, ?>) json(text);
    }

    static Object json(final String text) {
        try {
            return JsonText.read(text);
        } catch (final JsonText.Malformed e) {
            throw new AssertionError(text, e);
        }
    }

    List<String> awaitTexts(final int count, final Predicate<String> wanted) {
        await().atMost(LIMIT).until(() -> count(wanted) >= count);
        return matching(wanted);
    }

    String awaitEnd() {
        await().atMost(LIMIT).until(() -> {
            synchronized (this) {
                return ended;
            }
        });
        return goodbye;
    }

    synchronized int count(final Predicate<String> wanted) {
        return (int) texts.stream().filter(wanted).count();
    }

    synchronized List<String> matching(final Predicate<String> wanted) {
        return texts.stream().filter(wanted).toList();
    }

    void assertSilent(final String coin) {
        assertThat(candles(coin)).isEmpty();
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
        goodbye = code + " " + reason;
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
