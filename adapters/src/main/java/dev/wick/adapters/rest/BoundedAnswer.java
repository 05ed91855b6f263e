package dev.wick.adapters.rest;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.client5.http.async.methods.AbstractBinResponseConsumer;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;

/** Collects an answer with a body up to a limit, and gives the connection up beyond it. The HTTP thread's. */
final class BoundedAnswer extends AbstractBinResponseConsumer<HttpAnswer> {
    /** The answer is larger than anything that we would read. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        TooLarge(final long maxBytes) {
            super("more than " + maxBytes + " bytes");
        }
    }

    private static final int FIRST_BYTES = 4096;

    private final String url;
    private final int maxBytes;
    private final CompletableFuture<HttpAnswer> whole;
    private byte[] body = new byte[0];
    private int length;
    private int status;
    private HttpHeaders headers;
    private HttpAnswer answer;

    /**
     * Collects one.
     *
     * @param whole gets the answer, not before its connection is free for the next request
     */
    BoundedAnswer(final String url, final int maxBytes, final CompletableFuture<HttpAnswer> whole) {
        this.url = url;
        this.maxBytes = maxBytes;
        this.whole = whole;
    }

    @Override
    protected void start(final HttpResponse response, final ContentType contentType) {
        status = response.getCode();
        final Map<String, List<String>> values = new HashMap<>();
        for (final Header header : response.getHeaders()) {
            values.computeIfAbsent(header.getName(), name -> new ArrayList<>())
                    .add(header.getValue() == null ? "" : header.getValue());
        }
        headers = HttpHeaders.of(values, (name, value) -> !name.isEmpty());
    }

    @Override
    protected int capacityIncrement() {
        return Integer.MAX_VALUE;
    }

    @Override
    protected void data(final ByteBuffer part, final boolean isLast) throws IOException {
        final int size = part.remaining();
        if (whole.isCancelled()) {
            // An answer that drips on would keep its connection.
            throw new IOException("nobody waits for it any more");
        }
        if (size > maxBytes - length) {
            body = new byte[0];
            throw new TooLarge(maxBytes);
        }
        if (length + size > body.length) {
            final int doubled = (int) Math.min(maxBytes, Math.max(FIRST_BYTES, 2L * body.length));
            body = Arrays.copyOf(body, Math.max(length + size, doubled));
        }
        part.get(body, length, size);
        length += size;
    }

    @Override
    protected HttpAnswer buildResult() {
        answer = new HttpAnswer(url, status, headers, length == body.length ? body : Arrays.copyOf(body, length));
        return answer;
    }

    @Override
    public void releaseResources() {
        body = new byte[0];
        length = 0;
        if (answer != null) {
            whole.complete(answer);
        }
    }
}
