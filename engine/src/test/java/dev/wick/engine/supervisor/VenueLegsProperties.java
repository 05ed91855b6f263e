package dev.wick.engine.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Series;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** Whatever happens to a venue, once it works again everything that is wanted is subscribed, and nothing leaks. */
class VenueLegsProperties {
    private static final int EVENTS = 300;
    private static final long RECOVERY_MS = 30 * 60_000;

    private LegsHarness h;
    private SplittableRandom random;
    private final Set<Series> wanted = new LinkedHashSet<>();

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void shouldRecoverFromAnything(
            @ForAll final long seed,
            @ForAll @IntRange(min = 1, max = 7) final int maxPerLeg,
            @ForAll @IntRange(min = 5, max = 40) final int maxConnections) {
        final FakeVenue venue = new FakeVenue();
        venue.maxConnections = maxConnections;
        h = new LegsHarness(maxPerLeg, seed, venue);
        random = new SplittableRandom(seed);
        wanted.clear();
        for (int i = 0; i < EVENTS; i++) {
            happen();
            h.advance(random.nextInt(5) == 0 ? random.nextInt(20_000) : 10, 500);
            h.step();
            check(maxConnections);
        }
        venue.maxConnections = Integer.MAX_VALUE;
        recover();
        h.step();

        assertThat(h.breaker.mayTry()).as("no trial is left out").isTrue();
        for (final Series series : wanted) {
            assertThat(h.legs.isAcknowledged(series.id())).as(series.symbol()).isTrue();
        }
        assertThat(live()).hasSize(h.legs.legs().size());
        assertThat(h.quota.used()).isEqualTo(live().size());
    }

    private void happen() {
        switch (random.nextInt(12)) {
            case 0, 1 -> want();
            case 2 -> release();
            case 3 -> onSome(one -> one.listener.onNotice(one, "upgrade"));
            case 4 -> onSome(FakeVenue.Connection::lose);
            case 5 -> onSome(one -> one.listener.onUnanswered(one, some(one.subscribed)));
            case 6 -> onSome(one -> one.listener.onRefused(one, some(one.subscribed), "no"));
            case 7 -> onSome(this::deliver);
            case 8 -> h.legs.askAgain(h.series("S" + random.nextInt(30)));
            case 9 ->
                h.legs.legs().stream()
                        .skip(random.nextInt(4))
                        .findFirst()
                        .ifPresent(leg -> h.legs.replace(leg, "silent", "test"));
            default -> onSome(one -> one.listener.onAcknowledged(one, some(one.subscribed)));
        }
        h.step();
    }

    /** Something happens to a connection: it opens or fails first, if it has not done so. */
    private void onSome(final Consumer<FakeVenue.Connection> what) {
        final List<FakeVenue.Connection> live = live();
        if (live.isEmpty()) {
            return;
        }
        final FakeVenue.Connection one = live.get(random.nextInt(live.size()));
        if (one.opened) {
            what.accept(one);
        } else if (random.nextInt(4) == 0) {
            one.fail();
        } else {
            one.open();
        }
    }

    private void deliver(final FakeVenue.Connection connection) {
        some(connection.subscribed).forEach(series -> connection.deliver(series, h.clock.time()));
    }

    private List<Series> some(final List<Series> all) {
        final List<Series> some = new ArrayList<>(all);
        some.removeIf(one -> random.nextBoolean());
        return some;
    }

    private void want() {
        final List<Series> batch = new ArrayList<>();
        for (int i = random.nextInt(8); i >= 0; i--) {
            final Series series = h.series("S" + random.nextInt(30));
            if (wanted.add(series)) {
                batch.add(series);
            }
        }
        h.legs.add(batch);
    }

    private void release() {
        final List<Series> some = some(new ArrayList<>(wanted));
        wanted.removeAll(new HashSet<>(some));
        h.legs.remove(some);
    }

    private void check(final int maxConnections) {
        assertThat(h.quota.used()).isLessThanOrEqualTo(maxConnections);
        assertThat(h.quota.used()).isEqualTo(live().size());
        final Set<String> names = new HashSet<>();
        assertThat(live()).allMatch(one -> names.add(one.threadName));
        assertThat(h.legs.legs().stream().mapToInt(leg -> leg.series.size()).sum())
                .isEqualTo(wanted.size());
    }

    /** From now on the venue does what it should: everything is opened, answered and delivered. */
    private void recover() {
        for (long ms = 0; ms < RECOVERY_MS && !isWell(); ms += 5_000) {
            for (final FakeVenue.Connection one : live()) {
                if (one.opened) {
                    one.acknowledgeAll();
                } else {
                    one.open();
                }
            }
            for (final Series series : wanted) {
                if (h.legs.isOpen(series.id()) && !h.legs.isAcknowledged(series.id())) {
                    h.legs.askAgain(series);
                }
            }
            h.advance(5_000, 500);
        }
    }

    private boolean isWell() {
        return wanted.stream().allMatch(one -> h.legs.isAcknowledged(one.id()))
                && live().size() == h.legs.legs().size()
                && !h.breaker.state().equals("open");
    }

    private List<FakeVenue.Connection> live() {
        final List<FakeVenue.Connection> live = new ArrayList<>(h.venue.connections);
        live.removeIf(one -> one.closed);
        return live;
    }
}
