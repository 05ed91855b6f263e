package dev.wick.adapters.sim;

/** Asks the fault plan, and writes what struck into the ledger, in one step. Any thread that may ask the plan. */
public final class FaultDesk {
    private final FaultPlan plan;
    private final Ledger ledger;

    public FaultDesk(final FaultPlan plan, final Ledger ledger) {
        this.plan = plan;
        this.ledger = ledger;
    }

    /** Draws whether a fault strikes now, and counts it if so; the simulator's thread. */
    public boolean strikes(final Fault fault) {
        final boolean strikes = plan.strikes(fault);
        if (strikes) {
            ledger.struck(fault);
        }
        return strikes;
    }

    /** Counts a fault that was decided elsewhere. */
    public void count(final Fault fault) {
        ledger.struck(fault);
    }

    /** Whether requests are to stay unanswered. */
    public boolean isWithholdingAcks() {
        return plan.isWithholdingAcks();
    }

    /** Whether this symbol has been taken off the list; any thread. */
    public boolean isDelisted(final String symbol) {
        return plan.isDelisted(symbol);
    }

    /** Whether subscriptions to this symbol are to be refused. */
    public boolean isRefused(final String symbol) {
        return plan.isRefused(symbol);
    }
}
