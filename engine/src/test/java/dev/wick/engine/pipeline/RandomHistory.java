package dev.wick.engine.pipeline;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Source;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;

/** Makes up a history from a seed: what exchanges, REST, two legs, timers and a slow egress do, and what goes wrong. */
final class RandomHistory {
    private static final List<Interval> INTERVALS = List.of(Interval.values());

    private static final long CENTURY_MS = 36_524L * 86_400_000;

    private final Random random;
    private final Setup setup;
    /** The number of the open time that forms now, by series, and the last event time. */
    private final int[] forming;

    private final long[] eventMs;
    private final int laziness;
    private final List<Step> steps = new ArrayList<>();
    private final List<Bar> lately = new ArrayList<>();

    private RandomHistory(final long seed) {
        random = new Random(seed);
        setup = setup();
        final int lines = setup.lines().size();
        forming = new int[lines];
        eventMs = new long[lines];
        laziness = random.nextInt(4);
    }

    static History of(final long seed) {
        final RandomHistory made = new RandomHistory(seed);
        return new History(made.setup, made.make());
    }

    private Setup setup() {
        final List<Setup.Line> lines = new ArrayList<>();
        final int count = 1 + random.nextInt(4);
        final Interval first = INTERVALS.get(random.nextInt(INTERVALS.size()));
        for (int i = 0; i < count; i++) {
            final Interval interval = oneIn(3) ? INTERVALS.get(random.nextInt(INTERVALS.size())) : first;
            final int phase =
                    interval.isPhaseUnknown() ? random.nextInt((int) (interval.shortestMs() / 86_400_000L)) : 0;
            lines.add(new Setup.Line(interval, phase, oneIn(2), !oneIn(3), oneIn(2), oneIn(3)));
        }
        final int batch = 1 + random.nextInt(oneIn(2) ? 3 : 64);
        return new Setup(
                1 << (2 + random.nextInt(5)),
                oneIn(3) ? 1 + random.nextInt(3) : 4 + random.nextInt(40),
                // An unbounded one takes long to make.
                oneIn(40) ? 0 : 1 + random.nextInt(8),
                first.shortestMs() * (oneIn(3) ? 1 : 1 + random.nextInt(60)),
                oneIn(3) ? 1 + random.nextInt(5) : 10 + random.nextInt(100),
                batch,
                // At least as many as one duty cycle publishes, for the sake of the journal, which is kept after it.
                batch + 1 + random.nextInt(oneIn(2) ? 4 : 60),
                longest(lines).shortestMs() * (40 + random.nextInt(200)),
                lines);
    }

    private static Interval longest(final List<Setup.Line> lines) {
        Interval longest = lines.get(0).interval();
        for (final Setup.Line line : lines) {
            longest = line.interval().compareTo(longest) > 0 ? line.interval() : longest;
        }
        return longest;
    }

    private List<Step> make() {
        for (int id = 0; id < forming.length; id++) {
            if (oneIn(2)) {
                bootstrap(id);
            }
        }
        final int size = 10 + random.nextInt(110);
        while (steps.size() < size) {
            bring();
            if (random.nextInt(4) >= laziness) {
                steps.add(Step.of(Step.Kind.WORK, 0));
            }
            if (random.nextInt(4) >= laziness) {
                takeAtEgress();
            }
        }
        return steps;
    }

    private void takeAtEgress() {
        switch (random.nextInt(5)) {
            case 0 -> steps.add(Step.of(Step.Kind.HOLD_CLOSED, 1));
            case 1, 2 -> steps.add(Step.of(Step.Kind.TAKE_CLOSED, random.nextInt(6)));
            default -> steps.add(Step.of(Step.Kind.POP_OPEN, 1 + random.nextInt(4)));
        }
    }

    private void bring() {
        final int id = random.nextInt(forming.length);
        final int what = random.nextInt(100);
        if (what < 28) {
            candle(bar(id, forming[id] - (oneIn(8) ? random.nextInt(4) : 0), false));
        } else if (what < 50) {
            close(id);
        } else if (what < 62) {
            candle(bar(id, forming[id] - random.nextInt(oneIn(6) ? 60 : 8), true));
        } else if (what < 74) {
            repeat();
        } else if (what < 78) {
            candle(broken(bar(id, forming[id], oneIn(2))));
        } else if (what < 79) {
            candle(bar(
                    id,
                    oneIn(3) ? forming[id] : oneIn(3) ? atTheLimit(id) : forming[id] - 990 - random.nextInt(30),
                    true));
        } else if (what < 84) {
            range(Step.Kind.RANGE_CHECKED, id);
        } else if (what < 88) {
            repair(id);
        } else if (what < 90) {
            range(Step.Kind.RANGE_WAIVED, id);
        } else if (what < 93) {
            steps.add(Step.probe(bar(id, forming[id] + random.nextInt(3) - 1, oneIn(3))));
        } else if (what < 96) {
            final long openMs = time(id, forming[id] - random.nextInt(3));
            steps.add(Step.range(Step.Kind.TIMER_CLOSE, id, openMs, openMs));
        } else if (what < 97) {
            bootstrap(id);
        } else if (what < 98) {
            steps.add(oneIn(2) ? Step.takeUp(id) : Step.of(Step.Kind.RESTART, 0));
        } else {
            steps.add(Step.clock(setup.windowMs() * random.nextInt(12) / 8));
        }
    }

    /** An open time about as far ahead as a candle may be, where that is not too far for a history. */
    private int atTheLimit(final int id) {
        final long ahead =
                setup.futureLimitMs() / setup.lines().get(id).interval().shortestMs();
        return ahead < Setup.AFTER / 2 ? (int) ahead + random.nextInt(3) - 1 : forming[id];
    }

    private void close(final int id) {
        candle(bar(id, forming[id], true));
        forming[id] = Math.min(Setup.AFTER - 80, forming[id] + 1 + (oneIn(5) ? random.nextInt(12) : 0));
        if (oneIn(3)) {
            candle(bar(id, forming[id], false));
        }
    }

    /** The other leg brings it again, or the same one does, soon or late, or REST has it with a difference. */
    private void repeat() {
        if (!lately.isEmpty()) {
            final int back = oneIn(3) ? lately.size() : Math.min(5, lately.size());
            final Bar again = lately.get(lately.size() - 1 - random.nextInt(back));
            final Bar changed = oneIn(4) ? again.withValues(changed(again.values())) : again;
            candle(changed.fromLeg(random.nextInt(2)));
        }
    }

    private void candle(final Bar bar) {
        lately.add(bar);
        steps.add(Step.candle(bar));
    }

    /** REST brings what it has of the newest open times, and then says that this was all. */
    private void repair(final int id) {
        final int count = 1 + random.nextInt(14);
        for (int number = forming[id] - 1; number >= forming[id] - count; number--) {
            if (!oneIn(3)) {
                candle(bar(id, number, true));
                steps.add(Step.of(Step.Kind.WORK, 0));
            }
        }
        steps.add(Step.range(Step.Kind.RANGE_CHECKED, id, time(id, forming[id] - count), time(id, forming[id] - 1)));
    }

    /** The closed rows of REST, newest first, while the stream has begun or not; some end too early. */
    private void bootstrap(final int id) {
        int number = forming[id] - random.nextInt(3);
        for (int i = random.nextInt(8); i > 0; i--) {
            final int next = number + 1 + (oneIn(8) ? random.nextInt(3) - 1 : 0);
            number -= oneIn(4) ? 1 + random.nextInt(4) : 1;
            steps.add(Step.bootstrap(bar(id, number, true), time(id, oneIn(6) ? number : next - 1)));
            if (oneIn(2)) {
                steps.add(Step.of(Step.Kind.WORK, 0));
            }
        }
        final int last = oneIn(4) ? number - 3 : number - 1;
        steps.add(
                oneIn(3)
                        ? Step.range(Step.Kind.SETTLED, id, Candle.NONE, Candle.NONE)
                        : Step.range(Step.Kind.SETTLED, id, time(id, last - random.nextInt(4)), time(id, last)));
    }

    private void range(final Step.Kind kind, final int id) {
        final int from = forming[id] - random.nextInt(oneIn(4) ? 60 : 8);
        final int to = from + random.nextInt(oneIn(3) ? 60 : 6) - 1;
        final long insideMs = setup.lines().get(id).interval().shortestMs() / 2;
        steps.add(Step.range(
                kind,
                id,
                time(id, from) - (oneIn(3) ? random.nextInt((int) Math.min(insideMs, 50)) : 0),
                time(id, Math.min(to, Setup.AFTER - 2)) + (oneIn(3) ? insideMs : 0)));
    }

    private Bar bar(final int id, final int number, final boolean closed) {
        final Setup.Line line = setup.lines().get(id);
        final boolean fromRest = oneIn(5);
        final int price = 100 + random.nextInt(4);
        final BigDecimal[] values = new BigDecimal[7];
        values[Bar.OPEN] = decimal(price, 2);
        values[Bar.HIGH] = decimal(price + 10L, 2);
        values[Bar.LOW] = decimal(90, oneIn(2) ? 2 : 12);
        values[Bar.CLOSE] = decimal(price + random.nextInt(2), 2);
        values[Bar.VOLUME] = line.hasContracts() && oneIn(2) ? null : decimal(random.nextInt(4), 3);
        values[Bar.QUOTE_VOLUME] = oneIn(3) ? null : decimal(1 + random.nextInt(2), 1);
        values[Bar.CONTRACTS] =
                line.hasContracts() || values[Bar.VOLUME] == null ? decimal(random.nextInt(3), 0) : null;
        eventMs[id] += random.nextInt(4) - 1;
        final Finality finality = Finality.values()[fromRest ? Finality.REST.ordinal() : random.nextInt(2)];
        return new Bar(
                id,
                time(id, number),
                line.hasEventTime() && !fromRest ? setup.startMs() + eventMs[id] : null,
                Arrays.asList(values),
                line.hasTrades() && !oneIn(6) ? Long.valueOf(random.nextInt(4)) : null,
                closed,
                closed ? finality : null,
                fromRest ? Source.BACKFILL : Source.STREAM,
                0,
                random.nextInt(2),
                null);
    }

    private List<BigDecimal> changed(final List<BigDecimal> values) {
        final List<BigDecimal> changed = new ArrayList<>(values);
        final int which = random.nextInt(3) == 0 ? Bar.OPEN : Bar.VOLUME + random.nextInt(3);
        changed.set(which, changed.get(which) == null ? null : decimal(95 + random.nextInt(9), 2));
        return changed;
    }

    private Bar broken(final Bar bar) {
        final List<BigDecimal> values = new ArrayList<>(bar.values());
        switch (random.nextInt(6)) {
            case 0 -> values.set(random.nextInt(4), null);
            case 1 -> values.set(oneIn(2) ? Bar.OPEN : Bar.CLOSE, decimal(oneIn(2) ? 89 : 200, 2));
            case 2 -> values.set(oneIn(2) ? Bar.LOW : Bar.VOLUME + random.nextInt(3), decimal(-1, 2));
            case 3 -> {
                return bar.withOpenTime(bar.openTimeMs() + 1);
            }
            case 4 -> {
                return bar.withOpenTime(1_000L * random.nextInt(1_000));
            }
            default -> {
                return bar.withOpenTime(bar.openTimeMs() + CENTURY_MS);
            }
        }
        return bar.withValues(values);
    }

    private long time(final int id, final int number) {
        final NavigableSet<Long> calendar = setup.lines().get(id).calendar();
        return setup.lines().get(id).time(Math.min(number, calendar.size() - Setup.BEFORE - 1));
    }

    private boolean oneIn(final int number) {
        return random.nextInt(number) == 0;
    }

    /** Canonical, as the engine's decimals are. */
    private static BigDecimal decimal(final long unscaled, final int scale) {
        final BigDecimal value = BigDecimal.valueOf(unscaled, scale).stripTrailingZeros();
        return value.scale() < 0 ? value.setScale(0) : value;
    }
}
