package dev.wick.engine.supervisor;

/** Whether a venue may be asked anything new: the circuit breaker, as REST sees it. The supervisor's thread. */
interface Gate {
    /** Always open to everybody. */
    Gate OPEN = new Gate() {
        @Override
        public boolean mayTry() {
            return true;
        }

        @Override
        public void succeeded() {}

        @Override
        public void failed() {}

        @Override
        public void released() {}

        @Override
        public boolean isUndisturbed() {
            return true;
        }
    };

    /** Whether a request may be sent now; may take a trial, so one of the three others MUST follow. */
    boolean mayTry();

    /** The request was answered. */
    void succeeded();

    /** The request failed, and the venue or the way to it is to blame. */
    void failed();

    /** The request tells nothing of the venue's health. */
    void released();

    /** When the next request may go, UTC ms; 0 for now, or if that depends on what is under way. */
    default long nextTryMs() {
        return 0;
    }

    /** Whether nothing is wrong at all, so that even what can wait may go. */
    boolean isUndisturbed();
}
