package dev.wick.adapters.rest;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Asks the system's name service, and waits for it no longer than for a connection: the system itself may wait for half a
 * minute, without a way to interrupt it. Called by whoever dials.
 */
final class TimedDns implements DnsResolver {
    private final Executor executor;
    private final long timeoutMs;

    TimedDns(final Executor executor, final long timeoutMs) {
        this.executor = executor;
        this.timeoutMs = timeoutMs;
    }

    @Override
    public InetAddress[] resolve(final String host) throws UnknownHostException {
        final CompletableFuture<InetAddress[]> addresses = new CompletableFuture<>();
        executor.execute(() -> {
            try {
                addresses.complete(SystemDefaultDnsResolver.INSTANCE.resolve(host));
            } catch (final UnknownHostException | RuntimeException e) {
                addresses.completeExceptionally(e);
            }
        });
        try {
            return addresses.get(timeoutMs, TimeUnit.MILLISECONDS);
        } catch (final TimeoutException e) {
            throw unknown(host + ": the name service does not answer", e);
        } catch (final ExecutionException e) {
            throw unknown(host, e.getCause());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(host + ": interrupted", e);
        }
    }

    @Override
    public String resolveCanonicalHostname(final String host) throws UnknownHostException {
        return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
    }

    private static UnknownHostException unknown(final String message, final Throwable cause) {
        final UnknownHostException failure = new UnknownHostException(message);
        failure.initCause(cause);
        return failure;
    }
}
