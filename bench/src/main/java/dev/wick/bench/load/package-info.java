/**
 * Load on the feed, over real sockets: {@code java @config/jvm.options -jar bench/target/benchmarks.jar feed --help}.
 *
 * <pre>
 *   this process                                                          a process of its own
 *   Pacer ─► Publisher ─► ring ─► pipeline ─► queues ─► egress ─► sockets ─► Swarm ─► LoadSubscriber, Ledger
 *     └ Market                        EngineUnderLoad           │              └ SubscriberMain
 *                                     ServerMeter               └ SubscriberProcess: commands and results by line
 * </pre>
 *
 * <p>All parts from the ring to the socket are the engine's own, with its sizes, threads and waits. Missing is the way from the
 * exchange to the ring.
 *
 * <p>How it measures:
 *
 * <ul>
 *   <li>Open loop: each candle has a planned time. Latency counts from that to the moment at which the subscriber's read
 *       returned with the last byte of the quote, so a stall is charged to all who waited.
 *   <li>The planned time travels in the candle, as its {@code received_time}. It is {@code System.nanoTime} of this process; on
 *       Linux that is CLOCK_MONOTONIC, the same in every process of the machine, which each run checks before it begins.
 *   <li>Every quote is looked at: its frame, series, order and values. A closed candle that is missing, comes twice or out of
 *       order fails the run; so does a run in which fewer than 99.9 % of all quotes came, where those count as come that the
 *       engine has left out on purpose and counted, because a newer one of their series came in their stead.
 *   <li>Subscribers are in another process, so that what they use is not counted with the server's. They share the cores with it.
 * </ul>
 */
package dev.wick.bench.load;
