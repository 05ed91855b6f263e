package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Finality;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A pipe with one defect, put on from outside: what compares must find it out. */
final class LyingPipe implements Pipe {
    /** The defect. */
    enum Lie {
        CLOSE_DROPPED,
        CLOSE_DOUBLED,
        OPEN_DROPPED,
        DIGIT_ALTERED,
        REVISION_FORGOTTEN,
        FINALITY_ALTERED,
        SOURCE_ALTERED,
        ORDER_ALTERED,
        WATERMARK_TOO_FAR,
        GAP_NOT_TOLD,
        FATE_ALTERED,
        HISTORY_FORGOTTEN,
        DUPLICATE_NOT_COUNTED
    }

    private final Pipe honest;
    private final Lie lie;

    LyingPipe(final Pipe honest, final Lie lie) {
        this.honest = honest;
        this.lie = lie;
    }

    @Override
    public void play(final Step step) {
        honest.play(step);
    }

    @Override
    public int room() {
        return honest.room();
    }

    @Override
    public List<Bar> taken() {
        final List<Bar> lied = new ArrayList<>();
        for (final Bar bar : honest.taken()) {
            lied.addAll(lied(bar));
        }
        if (lie == Lie.ORDER_ALTERED) {
            Collections.reverse(lied);
        }
        return lied;
    }

    private List<Bar> lied(final Bar bar) {
        return switch (lie) {
            case CLOSE_DROPPED -> bar.closed() ? List.of() : List.of(bar);
            case CLOSE_DOUBLED -> bar.closed() ? List.of(bar, bar) : List.of(bar);
            case OPEN_DROPPED -> bar.closed() ? List.of(bar) : List.of();
            case DIGIT_ALTERED -> List.of(altered(bar));
            case REVISION_FORGOTTEN -> List.of(bar.withRevision(0));
            case FINALITY_ALTERED -> List.of(bar.closed() ? bar.asClosedBy(Finality.TIMER) : bar);
            case SOURCE_ALTERED -> List.of(bar.fromStream());
            default -> List.of(bar);
        };
    }

    private static Bar altered(final Bar bar) {
        final List<BigDecimal> values = new ArrayList<>(bar.values());
        values.set(Bar.LOW, values.get(Bar.LOW).add(BigDecimal.valueOf(1, 12)));
        return bar.withValues(values);
    }

    @Override
    public List<String> told() {
        final List<String> told = new ArrayList<>(honest.told());
        if (lie == Lie.GAP_NOT_TOLD) {
            told.removeIf(text -> text.startsWith("gap"));
        }
        return told;
    }

    @Override
    public long[] counts() {
        final long[] counts = honest.counts().clone();
        if (lie == Lie.DUPLICATE_NOT_COUNTED) {
            counts[PipeCounts.ofVenue(0, PipeCounts.DUPLICATES)] = 0;
        }
        return counts;
    }

    @Override
    public List<Bar> history(final int series) {
        final List<Bar> history = honest.history(series);
        return lie == Lie.HISTORY_FORGOTTEN && !history.isEmpty() ? history.subList(1, history.size()) : history;
    }

    @Override
    public Account account(final int series) {
        final Account honestly = honest.account(series);
        if (honestly.missing() == 0) {
            return honestly;
        }
        return new Account(
                honestly.floorMs(),
                honestly.frontierMs(),
                lie == Lie.WATERMARK_TOO_FAR ? honestly.frontierMs() : honestly.watermarkMs(),
                honestly.lastClosedMs(),
                honestly.missing(),
                lie == Lie.FATE_ALTERED ? honestly.fates().replaceFirst("M", "E") : honestly.fates(),
                honestly.memory());
    }
}
