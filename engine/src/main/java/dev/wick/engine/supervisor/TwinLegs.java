package dev.wick.engine.supervisor;

/** What a venue's legs of one side have to know of those of the other, which carry the same series. The supervisor's thread. */
interface TwinLegs {
    /** There is one side only. */
    TwinLegs NONE = new TwinLegs() {
        @Override
        public boolean isAcknowledged(final int seriesId) {
            return false;
        }

        @Override
        public boolean isWell() {
            return false;
        }

        @Override
        public boolean isRenewing() {
            return false;
        }

        @Override
        public boolean goesFirst() {
            return false;
        }
    };

    /** Whether the exchange has acknowledged a series there. */
    boolean isAcknowledged(int seriesId);

    /** Whether a connection there is open and was answered: the venue is not to blame for what fails here. */
    boolean isWell();

    /** Whether a connection there is being replaced. */
    boolean isRenewing();

    /** Whether something there waits for its first dial, and is to have it before anything here is dialled. */
    boolean goesFirst();
}
