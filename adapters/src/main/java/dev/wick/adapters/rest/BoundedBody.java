package dev.wick.adapters.rest;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Collects an answer's body up to a limit, and gives the connection up beyond it. One of the HTTP threads at a time. */
final class BoundedBody implements BodySubscriber<byte[]> {
    /** The answer is larger than anything that we would read. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        TooLarge(final long maxBytes) {
            super("more than " + maxBytes + " bytes");
        }
    }

    private final long maxBytes;
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private final List<ByteBuffer> parts = new ArrayList<>();
    private Flow.Subscription subscription;
    private long length;

    BoundedBody(final long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(final Flow.Subscription newSubscription) {
        subscription = newSubscription;
        newSubscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(final List<ByteBuffer> more) {
        if (whole.isDone()) {
            return;
        }
        for (final ByteBuffer part : more) {
            length += part.remaining();
        }
        if (length > maxBytes) {
            subscription.cancel();
            parts.clear();
            whole.completeExceptionally(new TooLarge(maxBytes));
        } else {
            parts.addAll(more);
        }
    }

    @Override
    public void onError(final Throwable failure) {
        whole.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        final byte[] bytes = new byte[(int) length];
        int position = 0;
        for (final ByteBuffer part : parts) {
            final int size = part.remaining();
            part.get(bytes, position, size);
            position += size;
        }
        whole.complete(bytes);
    }
}
