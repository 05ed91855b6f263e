/**
 * OKX v5: spot, swaps, dated futures. Start at {@link dev.wick.adapters.okx.OkxAdapter}; its opposite number is in {@code sim}.
 *
 * <p>What goes into which field of a candle, from the stream and from REST alike. A row is {@code [ts, o, h, l, c, vol,
 * volCcy, volCcyQuote, confirm]}:
 *
 * <pre>
 *   market             volume (base)   quoteVolume            contracts   tradeCount, trade ids   event time
 *   ----------------   -------------   --------------------   ---------   ---------------------   ----------
 *   spot               vol             volCcyQuote (*)        absent      absent                  absent
 *   swap, linear       volCcy          volCcyQuote            vol         absent                  absent
 *   swap, inverse      volCcy          volCcyQuote (in USD)   vol         absent                  absent
 *   futures, linear    volCcy          volCcyQuote            vol         absent                  absent
 *   futures, inverse   volCcy          volCcyQuote (in USD)   vol         absent                  absent
 *
 *   (*) volCcy in rows of seven fields, which were sent until 2022; those of contracts then have no quoteVolume
 * </pre>
 *
 * <p>All are the exchange's own figures; none is derived. Contracts may be fractions ({@code lotSz} 0.01). A row of seven
 * fields does not say whether it is closed, and counts as open.
 *
 * <p>How sure the rest is:
 *
 * <ul>
 *   <li>Documented: path, channels, {@code ping} and {@code pong}, the close after 30 s, 480 requests an hour, 64 KB a
 *       request, 3 connections a second, the limits of each REST endpoint, {@code after} and {@code before} by themselves,
 *       1,440 recent bars, 300 rows, codes 60012, 60013, 60014, 60018, 64008, 50011, 51001, the states of an instrument.
 *   <li>Recorded: frames and rows of spot and linear swaps, acknowledgements for each argument, 60018 with the channel in its
 *       words, 60014, the forming bar right after a subscription; of OKCoin, which has the same engine, that bars without
 *       a trade are pushed and confirmed, and that a confirmed row precedes the next bar's first by a message of its own.
 *   <li>Reported by other clients: that a bad id among several fails alone; {@code after} and {@code before} together.
 *   <li>Assumed: that volumes of futures are as those of swaps (documented in the same words, no recording found); that an
 *       error echoes the request's {@code id}; that answers come in the order of requests, where it does not; how many
 *       arguments and bursts are let through; how long a refusal for too many requests holds; that a suspended instrument
 *       can be subscribed to; on which midnights bars of 2, 3 and 5 days begin.
 * </ul>
 */
package dev.wick.adapters.okx;
