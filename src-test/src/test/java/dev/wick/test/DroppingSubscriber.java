package dev.wick.test;

import com.dslplatform.json.DslJson;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A subscriber that reads on a thread of its own until it hangs up, politely or by a reset. What had not been read by then was
 * not received.
 */
final class DroppingSubscriber implements AutoCloseable {
    private final DslJson<Object> json = new DslJson<>();
    private final ConcurrentLinkedQueue<Map<String, Object>> closed = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> errors = new ConcurrentLinkedQueue<>();
    private final RawSubscriber socket;
    private final Thread reader;

    DroppingSubscriber(final URI feed) {
        socket = new RawSubscriber(feed);
        reader = new Thread(this::read, "dropping-reader");
        reader.setDaemon(true);
        reader.start();
    }

    void send(final String text) {
        socket.send(text);
    }

    private void read() {
        try {
            for (String text = socket.nextText(); text != null; text = socket.nextText()) {
                take(text);
            }
        } catch (final IOException e) {
            // Hung up, by this side or because the engine was killed.
        }
    }

    @SuppressWarnings("unchecked")
    private void take(final String text) throws IOException {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        final Map<String, Object> message = (Map<String, Object>) json.deserialize(Map.class, bytes, bytes.length);
        if ("error".equals(message.get("type"))) {
            errors.add(text);
        } else if (Boolean.TRUE.equals(message.get("is_closed_candle"))) {
            closed.add(message);
        }
    }

    /** The quotes of closed candles so far, in the order in which they came. */
    List<Map<String, Object>> closed() {
        return List.copyOf(closed);
    }

    /** The errors so far. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    /** Vanishes: the peer sees a reset. */
    void reset() {
        socket.reset();
        awaitReader();
    }

    /** Says goodbye and hangs up, without waiting for an answer. */
    void leave() {
        socket.sendClose();
        close();
    }

    @Override
    public void close() {
        socket.close();
        awaitReader();
    }

    private void awaitReader() {
        try {
            reader.join(10_000);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
