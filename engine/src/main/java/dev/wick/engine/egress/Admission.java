package dev.wick.engine.egress;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the connections, in all and per address, and says who may come in. Any thread. An IPv4 address that is written as an
 * IPv6 one ({@code ::ffff:1.2.3.4}) is the IPv4 address: Java's {@link InetAddress} knows no other form of it.
 */
final class Admission {
    private final FeedLimits limits;
    private final AtomicInteger connected = new AtomicInteger();
    private final ConcurrentHashMap<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();

    Admission(final FeedLimits limits) {
        this.limits = limits;
    }

    /** Why one more from an address is not let in, as a counter's label; null if it may come. */
    String refusal(final InetAddress address) {
        if (connected.get() >= limits.maxConnections()) {
            return "too_many";
        }
        final int most = limits.maxConnectionsPerAddress();
        return most > 0 && byAddress.getOrDefault(address, 0) >= most ? "too_many_per_address" : null;
    }

    /** One has come in. */
    void came(final InetAddress address) {
        connected.incrementAndGet();
        byAddress.merge(address, 1, Integer::sum);
    }

    /** One that had come in is gone. */
    void went(final InetAddress address) {
        connected.decrementAndGet();
        byAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }

    /** How many are connected. */
    int connected() {
        return connected.get();
    }

    /** How many addresses they come from. */
    int addresses() {
        return byAddress.size();
    }
}
