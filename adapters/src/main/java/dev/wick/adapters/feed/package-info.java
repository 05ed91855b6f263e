/**
 * The contract between an exchange's wire and the engine. It imports nothing else of ours.
 *
 * <p>Read in this order: {@link dev.wick.adapters.feed.Candle}, {@link dev.wick.adapters.feed.CandleSink},
 * {@link dev.wick.adapters.feed.ExchangeAdapter}, {@link dev.wick.adapters.feed.FeedConnection},
 * {@link dev.wick.adapters.feed.FeedListener}, {@link dev.wick.adapters.feed.HistoryClient}.
 *
 * <pre>
 *   supervisor                       leg thread (one per connection)         REST thread
 *   ----------                       -------------------------------         -----------
 *   adapter.connect(leg, sink, l) ─► dials, shakes hands
 *                                    l.onOpened
 *   connection.subscribe(series)  ─► l.onAcknowledged / l.onRefused
 *                                    parser.onFrame ─► sink.onCandle …
 *   connection.tick(now)             (watchdogs; may lead to l.onClosed)
 *   connection.close()            ─► l.onClosed, once, last
 *   adapter.history() ─────────────────────────────────────────────────────► sink.onCandle …
 * </pre>
 *
 * <p>Threads: {@code connect}, {@code subscribe}, {@code unsubscribe}, {@code tick} and {@code close} are called by the
 * supervisor's thread and never block. A leg's frames are parsed on that leg's own thread, which is the only one that
 * calls its sink. Listener calls come from the leg's thread or, out of {@code tick} and {@code close}, from the
 * supervisor's; an implementation MUST only hand over to a queue, and MUST NOT call back into the connection.
 *
 * <p>Ownership: whoever calls {@link dev.wick.adapters.feed.CandleSink#onCandle} owns the candle and reuses it as soon
 * as the call returns; copy what you keep. Nothing but the sink may block the leg's thread: a sink that waits is how
 * back-pressure reaches the exchange's socket.
 *
 * <p>Order: {@code onOpened} first, {@code onClosed} exactly once and last. After {@code onClosed} neither the sink nor
 * the listener is called again for that connection. A connection is never reopened: connect anew.
 *
 * <p>Policy (when to reconnect, what to fetch again, whom to tell) is not here; it is the engine's.
 */
package dev.wick.adapters.feed;
