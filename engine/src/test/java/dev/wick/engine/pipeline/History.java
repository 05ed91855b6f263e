package dev.wick.engine.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** A setup and the steps in it, which are played to two pipes at once; after every step both must say the same. */
record History(Setup setup, List<Step> steps) {
    private static final List<String> NAMES = PipeCounts.names();

    /** The first difference between the two, or breach of the ledger, in words; null if there is none. */
    String play(final Pipe model, final Pipe subject) {
        final DeliveryLedger ledger = new DeliveryLedger();
        int number = 0;
        for (final Step step : steps) {
            final String difference = play(step, model, subject, ledger);
            if (difference != null) {
                return "after step " + number + ", " + step.text(setup) + ":\n" + difference;
            }
            number++;
        }
        return deliverAll(model, subject, ledger);
    }

    private String deliverAll(final Pipe model, final Pipe subject, final DeliveryLedger ledger) {
        final List<Step> round =
                List.of(Step.of(Step.Kind.TAKE_CLOSED, 7), Step.of(Step.Kind.WORK, 0), Step.of(Step.Kind.POP_OPEN, 7));
        for (int i = 0; !isDrained(model); i++) {
            final String difference = play(round.get(i % round.size()), model, subject, ledger);
            if (difference != null) {
                return "after the last step, while all is delivered:\n" + difference;
            }
        }
        for (int id = 0; id < setup.lines().size(); id++) {
            if (!model.history(id).equals(subject.history(id))) {
                return difference("history of series " + id, model.history(id), subject.history(id));
            }
        }
        return ledger.end(subject.counts(), setup.lines().size());
    }

    private boolean isDrained(final Pipe pipe) {
        final long[] counts = pipe.counts();
        return pipe.room() == setup.ringSize()
                && counts[PipeCounts.HOLDING] == 0
                && counts[PipeCounts.QUEUED_CLOSED] == 0
                && counts[PipeCounts.QUEUED_OPEN] == 0;
    }

    private String play(final Step step, final Pipe model, final Pipe subject, final DeliveryLedger ledger) {
        final boolean isCandle = step.kind() == Step.Kind.CANDLE;
        final long roomBefore = isCandle ? model.room() : 0;
        if (step.kind() == Step.Kind.RESTART) {
            ledger.restart(subject.counts()[PipeCounts.QUEUED_OPEN]);
        }
        model.play(step);
        subject.play(step);
        if (isCandle && roomBefore > 0 && isSoundAnyTime(step.bar())) {
            ledger.bring(step.bar());
        }
        if (step.kind() == Step.Kind.BOOTSTRAP) {
            ledger.bringForHistory(step.bar());
        }
        String difference = difference(step.kind(), model, subject);
        for (final Bar bar : subject.taken()) {
            difference = difference == null ? ledger.take(bar) : difference;
        }
        return difference;
    }

    /** What is in the future now may not be so any more when its turn comes: the ledger claims nothing of it. */
    private boolean isSoundAnyTime(final Bar bar) {
        return SoundModel.flaw(bar, setup.lines().get(bar.series()).calendar(), setup.startMs(), setup.futureLimitMs())
                == null;
    }

    private String difference(final Step.Kind kind, final Pipe model, final Pipe subject) {
        if (!model.taken().equals(subject.taken())) {
            return difference("taken", model.taken(), subject.taken());
        }
        if (!model.told().equals(subject.told())) {
            return difference("told", model.told(), subject.told());
        }
        if (!Arrays.equals(model.counts(), subject.counts())) {
            return difference(
                    "counts", named(model.counts(), subject.counts()), named(subject.counts(), model.counts()));
        }
        // Nobody else has a hand in the accounts.
        for (int id = 0; kind == Step.Kind.WORK && id < setup.lines().size(); id++) {
            final Pipe.Account expected = model.account(id);
            if (!Objects.equals(expected, subject.account(id))) {
                return difference("account of series " + id, expected, subject.account(id));
            }
        }
        return null;
    }

    private static String difference(final String what, final Object expected, final Object found) {
        return what + "\n  model:  " + expected + "\n  engine: " + found;
    }

    private static List<String> named(final long[] counts, final long[] others) {
        final List<String> named = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != others[i]) {
                named.add(NAMES.get(i) + "=" + counts[i]);
            }
        }
        return named;
    }

    /** This history without some of its steps. */
    History without(final int from, final int to) {
        final List<Step> kept = new ArrayList<>(steps.subList(0, from));
        kept.addAll(steps.subList(Math.min(to, steps.size()), steps.size()));
        return new History(setup, kept);
    }

    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder(setup.toString());
        for (int i = 0; i < steps.size(); i++) {
            text.append("\n  ").append(i).append(' ').append(steps.get(i).text(setup));
        }
        return text.toString();
    }
}
