package dev.wick.bench.load;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What came of one phase of a run. Immutable, save the histogram, which nobody writes any more.
 *
 * @param name of the phase
 * @param seconds from the first planned candle until all had come
 * @param owed quotes that were to come
 * @param owedClosed of them, those of closed candles
 * @param came quotes that came, each checked
 * @param cameClosed of them, those of closed candles
 * @param leftOut quotes of open candles that the engine left out because a newer one was there, by its own count
 * @param latency of the quotes that came, from the planned time, ns
 * @param latenessP99Ns by how much candles were sent later than planned, ns: contained in the latency
 * @param server what the serving process has used
 * @param clientCpuNs what the subscribers' process has used
 * @param waits how often the ring or the closed queue was full
 * @param peakDirectBytes the most direct memory seen beyond what there was at the start
 * @param faults what subscribers found wrong, in words; empty if nothing
 */
record Phase(
        String name,
        double seconds,
        long owed,
        long owedClosed,
        long came,
        long cameClosed,
        long leftOut,
        Histogram latency,
        long latenessP99Ns,
        ServerMeter.Used server,
        long clientCpuNs,
        long waits,
        long peakDirectBytes,
        String faults) {
    /** At least this part of all quotes must have come or been left out on purpose. */
    static final double ENOUGH = 0.999;

    private static final double NS_PER_US = 1e3;

    /** What is wrong with it, empty if nothing is. */
    String problem() {
        if (!faults.isEmpty()) {
            return faults;
        }
        if (cameClosed != owedClosed) {
            return "closed candles: " + owedClosed + " quotes were owed, " + cameClosed + " came";
        }
        if (came + leftOut < ENOUGH * owed) {
            return "of " + owed + " quotes only " + came + " came, and " + leftOut + " were left out on purpose";
        }
        return "";
    }

    /** Whether it kept up: all came, nearly nothing was left out, and at no time much waited. */
    boolean keptUp(final long p99LimitNs) {
        return problem().isEmpty() && came >= ENOUGH * owed && percentileNs(99) <= p99LimitNs;
    }

    /** Quotes per second. */
    double perSecond() {
        return came / seconds;
    }

    /** Latency, ns. */
    long percentileNs(final double percent) {
        return latency.getValueAtPercentile(percent);
    }

    /** CPU of the serving process per quote that came, µs. */
    double serverCpuUs() {
        return server.processCpuNs() / NS_PER_US / came;
    }

    /** CPU of the egress thread per quote that came, µs. */
    double egressCpuUs() {
        return server.egressCpuNs() / NS_PER_US / came;
    }

    /** Allocated by the egress thread per quote that came, bytes. */
    double egressBytes() {
        return (double) server.egressBytes() / came;
    }

    static String header() {
        return String.format(
                Locale.ROOT,
                "%-14s %10s %8s %8s %8s %8s %8s | %8s | %7s %7s %7s | %6s | %8s %5s %4s %7s",
                "phase",
                "quotes/s",
                "p50 µs",
                "p90",
                "p99",
                "p99.9",
                "max",
                "late p99",
                "cpu µs",
                "egress",
                "client",
                "B",
                "left out",
                "waits",
                "GCs",
                "dir KB");
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "%-14s %10.0f %8.0f %8.0f %8.0f %8.0f %8.0f | %8.0f | %7.2f %7.2f %7.2f | %6.3f | %8d %5d %4d %7d",
                name,
                perSecond(),
                percentileNs(50) / NS_PER_US,
                percentileNs(90) / NS_PER_US,
                percentileNs(99) / NS_PER_US,
                percentileNs(99.9) / NS_PER_US,
                latency.getMaxValue() / NS_PER_US,
                latenessP99Ns / NS_PER_US,
                serverCpuUs(),
                egressCpuUs(),
                clientCpuNs / NS_PER_US / came,
                egressBytes(),
                leftOut,
                waits,
                server.collections(),
                peakDirectBytes / 1024);
    }

    String json() {
        return String.format(
                Locale.ROOT,
                "{\"phase\":\"%s\",\"seconds\":%.3f,\"owed\":%d,\"came\":%d,\"closed\":%d,\"left_out\":%d,"
                        + "\"quotes_per_second\":%.0f,\"latency_ns\":{\"p50\":%d,\"p90\":%d,\"p99\":%d,\"p99.9\":%d,\"max\":%d},"
                        + "\"lateness_p99_ns\":%d,\"server_cpu_us_per_quote\":%.3f,\"egress_cpu_us_per_quote\":%.3f,"
                        + "\"client_cpu_us_per_quote\":%.3f,\"egress_bytes_per_quote\":%.4f,\"waits\":%d,\"collections\":%d,"
                        + "\"peak_direct_bytes\":%d,\"right\":%b}",
                name,
                seconds,
                owed,
                came,
                cameClosed,
                leftOut,
                perSecond(),
                percentileNs(50),
                percentileNs(90),
                percentileNs(99),
                percentileNs(99.9),
                latency.getMaxValue(),
                latenessP99Ns,
                serverCpuUs(),
                egressCpuUs(),
                clientCpuNs / NS_PER_US / came,
                egressBytes(),
                waits,
                server.collections(),
                peakDirectBytes,
                problem().isEmpty());
    }
}
