package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.HistoryClient;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.Venue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.agrona.concurrent.EpochClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way to a venue's REST side: asks on a thread that may wait, answers on the supervisor's, tells the breaker what
 * became of it, and asks nothing while the breaker is open or the venue wants silence. The supervisor's thread.
 */
final class VenueRest {
    private static final Logger LOG = LoggerFactory.getLogger(VenueRest.class);
    private static final int FIRST_SERVER_ERROR = 500;

    /** One request, carried out on a thread that may wait. */
    @FunctionalInterface
    interface Call<T> {
        T ask(HistoryClient history) throws HistoryException;
    }

    private final Venue venue;
    private final HistoryClient history;
    private final Gate gate;
    private final Executor executor;
    private final Consumer<Runnable> commands;
    private final EpochClock clock;
    private long quietUntilMs;
    private boolean isHeldUp;
    private int underWay;

    VenueRest(
            final Venue venue,
            final HistoryClient history,
            final Gate gate,
            final Executor executor,
            final Consumer<Runnable> commands,
            final EpochClock clock) {
        this.venue = venue;
        this.history = history;
        this.gate = gate;
        this.executor = executor;
        this.commands = commands;
        this.clock = clock;
    }

    Venue venue() {
        return venue;
    }

    /** Whether nothing stands against a request that can wait as well. */
    boolean isUndisturbed() {
        return quietUntilMs <= clock.time() && gate.isUndisturbed();
    }

    /** Why the last request was refused; only right after that. */
    MissingReason refusal() {
        return quietUntilMs > clock.time() ? MissingReason.RATE_LIMITED : MissingReason.BREAKER_OPEN;
    }

    /** When a request that was just refused may go, UTC ms, as far as that is known. */
    long nextTryMs() {
        return Math.max(Math.max(quietUntilMs, gate.nextTryMs()), clock.time());
    }

    /** Requests that are not answered yet. */
    int underWay() {
        return underWay;
    }

    /**
     * Sends a request, or refuses: then nothing has happened, and nothing will be called.
     *
     * @param onAnswer called later on the supervisor's thread
     * @param onFailure likewise; with a {@link HistoryException}, or with what was thrown unexpectedly
     */
    <T> boolean ask(final Call<T> call, final Consumer<T> onAnswer, final Consumer<Exception> onFailure) {
        if (quietUntilMs > clock.time()) {
            return false;
        }
        if (!gate.mayTry()) {
            if (!isHeldUp) {
                LogFields.of(LOG.atInfo(), venue).log("REST requests wait until the circuit breaker lets them go");
            }
            isHeldUp = true;
            return false;
        }
        isHeldUp = false;
        underWay++;
        executor.execute(() -> carryOut(call, onAnswer, onFailure));
        return true;
    }

    private <T> void carryOut(final Call<T> call, final Consumer<T> onAnswer, final Consumer<Exception> onFailure) {
        try {
            final T answer = call.ask(history);
            commands.accept(() -> {
                underWay--;
                gate.succeeded();
                onAnswer.accept(answer);
            });
        } catch (final HistoryException | RuntimeException e) {
            commands.accept(() -> {
                underWay--;
                judge(e);
                onFailure.accept(e);
            });
        }
    }

    private void judge(final Exception failure) {
        if (!(failure instanceof final HistoryException told)) {
            gate.released();
            return;
        }
        if (told.retryAfterMs() > 0) {
            quietUntilMs = Math.max(quietUntilMs, clock.time() + told.retryAfterMs());
        }
        final boolean isTrouble = switch (told.kind()) {
            case TIMEOUT, UNREACHABLE, BAD_ANSWER -> true;
            case HTTP_STATUS -> told.httpStatus() >= FIRST_SERVER_ERROR;
            case RATE_LIMITED -> false;
        };
        if (isTrouble) {
            gate.failed();
        } else {
            gate.released();
        }
    }
}
