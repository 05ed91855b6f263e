package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Series;
import dev.wick.engine.pipeline.Publisher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Asks REST for the newest bar of a series, and has the pipeline say whether that holds trades which the stream has not
 * brought. One question at a time for each series. The supervisor's thread.
 */
final class Probes {
    /** The pipeline answers in microseconds, unless it stands still; then nothing is known. */
    private static final long GIVE_UP_AFTER_MS = 30_000;

    /** What a probe has shown. */
    enum Verdict {
        /** REST knows of trades that the stream has not brought. */
        TRADED,
        /** Nothing has traded that the stream has not brought. */
        QUIET,
        /** REST could not be had. */
        UNKNOWN
    }

    /**
     * What came of a question.
     *
     * @param newestMs when the newest bar began that REST knows of, UTC ms; {@link Candle#NONE} if it knows of none, or could not be had
     */
    record Answer(Verdict verdict, long newestMs) {
        /** Whether the newest bar was over at a time, UTC ms by the exchange's clock: who listens since could not have heard it. */
        boolean isOver(final Series series, final long exchangeMs) {
            return newestMs != Candle.NONE && series.interval().next(newestMs) <= exchangeMs;
        }
    }

    private static final class Open {
        final Consumer<Answer> answer;
        /** Written by the thread that asks REST, before the pipeline gets to judge. */
        volatile long newestMs = Candle.NONE;
        /** Set when REST has answered, and the pipeline is to judge. */
        long publishedAtMs = Long.MAX_VALUE;

        Open(final Consumer<Answer> answer) {
            this.answer = answer;
        }
    }

    private final VenueRest rest;
    private final Publisher publisher;
    private final Map<Integer, Open> open = new LinkedHashMap<>();
    private long nowMs;

    Probes(final VenueRest rest, final Publisher publisher) {
        this.rest = rest;
        this.publisher = publisher;
    }

    /** Asks; false if that cannot be done now, and then the answer is never called. Else it is called once. */
    boolean ask(final Series series, final Consumer<Answer> answer) {
        if (open.containsKey(series.id())) {
            return false;
        }
        final Open added = new Open(answer);
        open.put(series.id(), added);
        final boolean isAsked = rest.ask(
                history -> {
                    final Optional<Candle> newest = history.newest(series);
                    newest.ifPresent(candle -> added.newestMs = candle.openTimeMs);
                    return newest.isPresent() && publisher.publishProbe(newest.get());
                },
                isPublished -> {
                    if (isPublished) {
                        added.publishedAtMs = nowMs;
                    } else {
                        answer(series.id(), added, Verdict.QUIET);
                    }
                },
                failure -> answer(series.id(), added, Verdict.UNKNOWN));
        if (!isAsked) {
            open.remove(series.id(), added);
        }
        return isAsked;
    }

    /** The pipeline has compared. */
    void onProbed(final int seriesId, final boolean isNews) {
        final Open asked = open.get(seriesId);
        if (asked != null) {
            answer(seriesId, asked, isNews ? Verdict.TRADED : Verdict.QUIET);
        }
    }

    /** How many are not answered yet. */
    int underWay() {
        return open.size();
    }

    void tick(final long newNowMs) {
        nowMs = newNowMs;
        if (open.isEmpty()) {
            return;
        }
        final List<Integer> overdue = new ArrayList<>();
        open.forEach((id, one) -> {
            if (one.publishedAtMs != Long.MAX_VALUE && nowMs - one.publishedAtMs > GIVE_UP_AFTER_MS) {
                overdue.add(id);
            }
        });
        overdue.forEach(id -> answer(id, open.get(id), Verdict.UNKNOWN));
    }

    private void answer(final int seriesId, final Open asked, final Verdict verdict) {
        if (open.remove(seriesId, asked)) {
            asked.answer.accept(new Answer(verdict, asked.newestMs));
        }
    }
}
