package dev.wick.adapters.feed;

import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;

/**
 * What every adapter is given: where to connect, how long to wait, and whose clocks to read.
 *
 * @param wsUrl scheme, host and port to use instead of the venue's own, without a path; two, with a comma between, for leg A
 *     and leg B; null for the venue's own
 * @param restUrl likewise for REST
 * @param connectTimeoutMs for the dial and the handshake together, ms
 * @param ackTimeoutMs within which a subscription is to be acknowledged, ms
 * @param noDataTimeoutMs within which the first data is to follow an acknowledgement, ms
 * @param pingIntervalMs between two WebSocket pings of ours, ms; 0 for none
 * @param pingTimeoutMs within which a ping is to be answered, ms
 * @param restTimeoutMs for one REST request, ms
 * @param restPoolIdle idle REST connections kept for the exchange, at most
 * @param restPoolTotal REST connections to the exchange at once, idle ones included, and so requests under way
 * @param maxFrameBytes the largest frame that is read; a larger one ends the connection
 * @param registry knows the series
 * @param epochClock UTC ms
 * @param nanoClock monotonic ns
 * @param epochNanoClock UTC ns
 */
public record AdapterContext(
        String wsUrl,
        String restUrl,
        long connectTimeoutMs,
        long ackTimeoutMs,
        long noDataTimeoutMs,
        long pingIntervalMs,
        long pingTimeoutMs,
        long restTimeoutMs,
        int restPoolIdle,
        int restPoolTotal,
        int maxFrameBytes,
        SeriesRegistry registry,
        EpochClock epochClock,
        NanoClock nanoClock,
        EpochNanoClock epochNanoClock) {}
