/**
 * Who is let in: tokens, the origins of web pages, and TLS, for the feed and for the ops server.
 *
 * <pre>
 *   a client's handshake ─► Door.admit ─► OriginRule ─► Tokens ─► Access (name, venues)
 *                                └─ no ─► RefusedException: the HTTP answer, and the reason that is counted
 *   Housekeeping, once a second ─► Door.tick ─► Reloading: files that have changed are read again
 * </pre>
 *
 * <p>No token and no request line is ever logged from here. Start reading at {@link dev.wick.engine.door.Door#admit}.
 */
package dev.wick.engine.door;
