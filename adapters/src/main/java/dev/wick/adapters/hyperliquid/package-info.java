/**
 * Hyperliquid's perpetuals and spot: one socket, one REST call, and names that are looked up.
 *
 * <p>Both markets are served at one address; the coin's name tells which it is. There are no coin-margined contracts: the
 * contract type {@code coinm}, which clients of the old connector use, is the same perpetuals as {@code usdm}.
 *
 * <pre>
 *   candle field     perpetuals (usdm, coinm)     spot                         whence
 *   ------------     ------------------------     -----------------            -----------------------------------
 *   volume           v, in the coin               v, in the base token         documented; recorded on perpetuals, and
 *                                                                              of spot by REST
 *   quoteVolume      absent                       absent                       not sent; v times any price is a guess
 *   contracts        absent                       absent                       sizes are in the coin itself
 *   tradeCount       n                            n                            documented, recorded
 *   eventTimeMs      absent                       absent                       not sent
 *   closed           by the successor ({@link dev.wick.adapters.hyperliquid.SuccessorCloser}), else by REST
 * </pre>
 *
 * <p>{@code v} may carry the noise of a floating-point sum ({@code "3495670.8399999999"}); it is taken as it stands.
 *
 * <p>Names: a perpetual is its coin, in the exchange's spelling ({@code kPEPE}), with its builder dex in front where it has
 * one ({@code xyz:AAPL}). A spot pair is {@code HYPE/USDC} towards people and {@code @107} on the wire, which the list of
 * pairs tells; pairs that would share a name keep {@code @N}.
 *
 * <p>How sure it is:
 * <ul>
 *   <li>Recorded: candle frames of perpetuals (one object each; no closed flag, hardly ever a frame after the end of a bar),
 *       answers and errors of subscriptions, rows of REST with the forming one last, {@code meta} with delisted coins, 422 in
 *       plain text, {@code exchangeStatus}.
 *   <li>Documented: the limits, a connection on which the server has sent nothing for 60 s is closed, ping and pong, the
 *       intervals, 5,000 rows, {@code perpDexs} and {@code meta} of a dex, the form of {@code spotMeta}.
 *   <li>Told by others: weeks begin on Thursdays; the greeting that is not JSON; the words of the errors for too many
 *       subscriptions and messages.
 *   <li>Assumed: spot frames look like those of perpetuals; {@code 1M} is a calendar month; rows without a trade may be
 *       missing; how {@code 3d} bars lie; that an unknown coin is a refusal by REST with a status other than 200; that answers
 *       to protocol pings do not count as something sent.
 * </ul>
 */
package dev.wick.adapters.hyperliquid;
