/**
 * All about Gate, API v4: adapter, dialogue, frame parser, REST client, limits; its simulator is in {@code sim}.
 *
 * <p>What becomes of the exchange's amounts, on the stream ({@code v}, {@code a}) and by REST (cells 1 and 6 on spot,
 * {@code v} and {@code sum} on the futures) alike:
 *
 * <pre>
 *   market   volume (base)               quoteVolume   contracts   tradeCount   event time             source
 *   spot     a (absent in old frames)    v             absent      absent       time_ms, else time     documented, recorded
 *   um       v x quanto_multiplier       a, sum        v           absent       time_ms, else time     documented, recorded
 *   cm       absent                      v             v           absent       time_ms, else time     documented, recorded 2023
 * </pre>
 *
 * <p>The product on um is exact. The multiplier is that of the list of contracts, which every {@code symbols()} fetches anew;
 * before the first list, and of a contract that is not in it, the volume is absent, and so is a product of more than 18 digits.
 * {@code quoteVolume} and {@code contracts} of cm are the same number since a contract is worth 1 USD; its base volume would
 * have to be guessed from a price, and is not. {@code a} and {@code sum} of cm are not read: no source tells their currency.
 * REST rows have no event time.
 *
 * <p>A candle is closed by {@code w} being true, or, where there is no {@code w}, by a later candle of its series in the same
 * frame (finality {@code successor}). Nothing else on the stream closes one: Gate itself says that the last message may be
 * missing, and what was pushed before may be two seconds old; the engine then asks REST.
 *
 * <p>How sure the facts are:
 *
 * <ul>
 *   <li>Documented (Gate's API v4 documents, 2025 to 2026-07): addresses, channels, one stream in a request, times within a
 *       minute, error codes, {@code w} and that it may be missing, the header for decimal sizes, notices of an upgrade,
 *       intervals, fields of rows and lists, 1000 and 2000 rows, no limit beside a range, 200 requests in 10 s to an endpoint,
 *       rate headers, 300 connections. By Gate's engineers in gatews#25 (2022): no limit on subscriptions and messages.
 *   <li>Recorded by others: answers with and without id and payload (2021 to 2026), the words for an unknown pair and for a
 *       payload of another shape (2026), a first candle soon after subscribing even if nothing has traded (spot 2021, futures
 *       2023), two candles in a frame (2022), {@code a} of um in USDT (2026), spot rows with a closed flag (2026), REST
 *       reaching back 10,000 bars and its words (2026; not documented), names of all symbols in upper case.
 *   <li>Only assumed: that cm behaves as um does, frames of 2026 included; that a number of contracts by REST obeys the header,
 *       too; words and code for an unknown contract; what becomes of a repeated subscription, of bars without a trade, and of a
 *       pair that is taken off the list; that both futures markets count as one endpoint; how fast one may dial; how often the
 *       server pings; that an error without id and payload is about the oldest request.
 * </ul>
 */
package dev.wick.adapters.gateio;
