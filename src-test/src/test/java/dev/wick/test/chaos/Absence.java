package dev.wick.test.chaos;

import java.util.ArrayList;
import java.util.List;

/**
 * When a symbol was not listed, and when the engine had given it up for that: what was made then is owed to nobody. Begins
 * with the bar before, which may have been cut short, and ends with the first whole bar after. Guarded by its venue.
 */
final class Absence {
    private static final long NONE = Long.MIN_VALUE;

    private final List<Truth.Excuse> over = new ArrayList<>();
    private boolean isDelisted;
    private boolean isGivenUp;
    private long fromMs = NONE;

    void delisted(final long sinceMs) {
        isDelisted = true;
        fromMs = fromMs == NONE ? sinceMs : fromMs;
    }

    void listedAgain(final long untilMs) {
        isDelisted = false;
        endIfOver(untilMs);
    }

    /** The engine has given it up, or has it. It may find out late, when the exchange lists it again already. */
    void engineSays(final boolean givenUp, final long nowMs) {
        isGivenUp = givenUp;
        if (givenUp && fromMs == NONE && !over.isEmpty()) {
            fromMs = over.remove(over.size() - 1).fromMs();
        }
        endIfOver(nowMs);
    }

    private void endIfOver(final long untilMs) {
        if (fromMs != NONE && !isDelisted && !isGivenUp) {
            over.add(new Truth.Excuse(fromMs, untilMs));
            fromMs = NONE;
        }
    }

    List<Truth.Excuse> excuses() {
        final List<Truth.Excuse> all = new ArrayList<>(over);
        if (fromMs != NONE) {
            all.add(new Truth.Excuse(fromMs, Long.MAX_VALUE));
        }
        return all;
    }
}
