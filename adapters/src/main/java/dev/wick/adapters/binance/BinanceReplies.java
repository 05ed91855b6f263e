package dev.wick.adapters.binance;

/** Hears what is no market data: answers to requests and notices. Called by the leg's thread; MUST NOT block. */
interface BinanceReplies {
    /** The id of an answer that carries none. */
    long NO_ID = Long.MIN_VALUE;

    /** For when there is no connection to tell. */
    BinanceReplies UNHEARD = new BinanceReplies() {
        @Override
        public void onAccepted(final long requestId) {}

        @Override
        public void onRejected(final long requestId, final String message) {}

        @Override
        public void onServerShutdown() {}
    };

    /** A request was accepted. */
    void onAccepted(long requestId);

    /**
     * A request was rejected.
     *
     * @param requestId {@link #NO_ID} if the exchange could not read it
     * @param message in the exchange's words
     */
    void onRejected(long requestId, String message);

    /** The server behind this connection is about to restart. */
    void onServerShutdown();
}
