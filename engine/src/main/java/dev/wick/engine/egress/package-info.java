/**
 * The feed: who gets which candles, and how the bytes reach them.
 *
 * <pre>
 *   ws-accept, ws-worker-0                    egress thread (or wick)                      sockets
 *   ----------------------                    -----------------------                      -------
 *   FeedServer ─ bytes ─► Protocol ─ Request ─► EgressInbox ─► Requests ─► SubscriptionTable
 *        └ library's own frames: write demand ─► EgressInbox ─┐                  │
 *                                                             ▼                  ▼
 *   ClosedQueue, OpenStack ─► EgressAgent ─► Fanout ─► QuoteEncoder ─► Session.Outbox ─► SocketChannel
 *                                     supervisor ◄─ Demand
 * </pre>
 *
 * <p>Whether a client is let in is for the {@link dev.wick.engine.door.Door} to say, and TLS is between the socket and both of
 * them. The egress thread alone writes to subscribers' sockets, and never waits for one. Start reading at
 * {@link dev.wick.engine.egress.EgressAgent#doWork}.
 */
package dev.wick.engine.egress;
