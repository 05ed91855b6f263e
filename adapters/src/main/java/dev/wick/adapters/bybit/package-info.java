/**
 * All about Bybit, API v5: adapter, requests, frame parser, REST client, limits; its simulator is in {@code sim}.
 *
 * <p>What becomes of the exchange's amounts, on the stream ({@code volume}, {@code turnover}) and by REST (cells 5 and 6)
 * alike. Nothing is computed: what is not sent is absent.
 *
 * <pre>
 *   market   volume (base)   quoteVolume   contracts   tradeCount   event time              source
 *   spot     volume          turnover      absent      absent       ts, else timestamp      documented, recorded
 *   linear   volume          turnover      absent      absent       ts, else timestamp      documented
 *   inverse  turnover        volume        volume      absent       ts, else timestamp      documented for REST
 * </pre>
 *
 * <p>{@code quoteVolume} and {@code contracts} of inverse are the same number since a contract is worth 1 USD. REST rows have
 * no event time. {@code ts} is when the server wrote the frame, so that of a closing frame lies after the bar's end.
 *
 * <p>How sure the facts are:
 *
 * <ul>
 *   <li>Documented (bybit-exchange/docs, 2026-07): endpoints, topics, intervals, fields of frames and rows, 10 topics per
 *       request on spot, 21,000 characters of topics per connection, a ping every 20 s, 500 connections in 5 minutes, 600
 *       requests in 5 s, 403 and ten minutes, pages of symbols, {@code retCode} 10006.
 *   <li>Recorded by others (2026): one answer for a request, its id in it; one bad topic fails a request as a whole, and is
 *       named; a repeated topic is not answered on spot, and fails the request on linear ({@code already subscribed}); spot
 *       pushes only when there are trades; cursors go back as they came.
 *   <li>Only assumed: that inverse behaves like linear; that requests without an id in their answers are answered in order;
 *       that weeks begin on Monday; what becomes of quiet bars on contracts; the form of a 403.
 * </ul>
 *
 * <p>Sources: {@code docs/v5/websocket/wss-authentication.mdx}, {@code docs/v5/websocket/public/kline.mdx}, {@code
 * docs/v5/market/kline.mdx}, {@code instrument.mdx}, {@code time.mdx}, {@code docs/v5/rate-limit/rate-limit.mdx}, {@code
 * docs/v5/error.mdx}.
 */
package dev.wick.adapters.bybit;
