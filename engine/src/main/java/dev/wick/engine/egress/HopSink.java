package dev.wick.engine.egress;

/** Takes the stamps of each candle that was handed to subscribers' sockets. Egress thread; allocates nothing. */
@FunctionalInterface
public interface HopSink {
    /**
     * Takes the stamps of one candle, all monotonic ns.
     *
     * @param readNs its bytes were read from the exchange's socket
     * @param parsedNs it was parsed
     * @param routedNs the pipeline routed it
     * @param egressNs the egress took it
     * @param handedNs the operating system has its bytes for the subscribers
     */
    void record(long readNs, long parsedNs, long routedNs, long egressNs, long handedNs);
}
