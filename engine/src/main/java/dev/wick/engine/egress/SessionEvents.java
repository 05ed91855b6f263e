package dev.wick.engine.egress;

import dev.wick.engine.door.Access;
import dev.wick.engine.door.Refusal;

/** What happens to sessions, in the egress thread's order. Egress thread. */
interface SessionEvents {
    /** A socket was accepted; the handshake is still to come. */
    void onAccepted(Session session);

    /** The handshake is done. */
    void onOpened(Session session, Access access);

    /** The door did not let it in; the answer is on its way. */
    void onRefused(Session session, Refusal refusal);

    /** There are other tokens now. */
    void onTokensChanged();

    /** A message came. */
    void onRequest(Session session, Request request);

    /** It sent what is no message: beyond the limit, or against the protocol. The library closes it. */
    void onBadFrame(boolean tooLarge);

    /** The connection is gone. */
    void onGone(Session session);

    /** It has sent more messages than it may; what it sends from now on is not read. */
    void onTooManyMessages(Session session);

    /** A connection was turned away because there are too many; the reason is the counters' label. */
    void onTurnedAway(String reason);
}
