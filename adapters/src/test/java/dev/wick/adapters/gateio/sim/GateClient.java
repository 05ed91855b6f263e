package dev.wick.adapters.gateio.sim;

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
final class GateClient implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final List<String> texts = new ArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private final String prefix;
    private WebSocket socket;
    private boolean ended;

    private GateClient(final String prefix) {
        this.prefix = prefix;
    }

    /** Connects; {@code prefix} is that of the channels. */
    static GateClient connect(final String url, final String prefix) {
        final GateClient client = new GateClient(prefix);
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

    /** A text as the values of its JSON. */
    static Object json(final String text) {
        try {
            return JsonText.read(text);
        } catch (final JsonText.Malformed e) {
            throw new AssertionError(text, e);
        }
    }

    /** A value as it stands on the wire. */
    static String text(final Object value) {
        return value instanceof JsonText.NumberText number ? number.text() : String.valueOf(value);
    }

    void send(final String text) {
        socket.sendText(text, true).join();
    }

    /** Sends a request for a stream and gives the first text that is no data. */
    String ask(final long timeMs, final String event, final String interval, final String symbol) {
        return ask("{\"time\":" + timeMs / 1_000 + ",\"id\":7,\"channel\":\"" + prefix + ".candlesticks\",\"event\":\""
                + event + "\",\"payload\":[\"" + interval + "\",\"" + symbol + "\"]}");
    }

    String ask(final String request) {
        final int before = matching(text -> !isData(text)).size();
        send(request);
        return awaitTexts(before + 1, text -> !isData(text)).get(before);
    }

    /** Waits until all that was sent so far has come. */
    void settle(final long timeMs) {
        ask("{\"time\":" + timeMs / 1_000 + ",\"channel\":\"" + prefix + ".ping\"}");
    }

    static boolean isData(final String text) {
        return text.contains(".candlesticks\",\"event\":\"update\"");
    }

    /** The candles of all data frames of a stream, oldest first. */
    List<Map<?, ?>> candles(final String name) {
        final List<Map<?, ?>> candles = new ArrayList<>();
        for (final String text : matching(GateClient::isData)) {
            final Object result = ((Map<?, ?>) json(text)).get("result");
            for (final Object candle : result instanceof List<?> list ? list : List.of(result)) {
                final Map<?, ?> fields = (Map<?, ?>) candle;
                if (name.equals(fields.get("n"))) {
                    candles.add(fields);
                }
            }
        }
        return candles;
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
