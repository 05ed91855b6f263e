package dev.wick.engine.supervisor;

import dev.wick.adapters.feed.Series;
import dev.wick.engine.supervisor.Probes.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import org.agrona.collections.Int2ObjectHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a dead connection from a quiet one: when a leg is silent, REST is asked about its liveliest series, and only if these
 * have traded meanwhile, or nothing at all was heard although pings were due, the leg is replaced. Where a leg has a twin, that
 * tells instead ({@link TwinWatch}), unless both are silent. The supervisor's thread.
 */
final class SilenceWatch {
    private static final Logger LOG = LoggerFactory.getLogger(SilenceWatch.class);
    private static final int MOST_PROBES = 5;
    /** What REST knows of may be on its way to us. */
    private static final long SETTLE_MS = 1_000;

    private static final long LONGEST_PAUSE_MS = 60_000;
    /** On legs of long bars the pause grows to this part of the shortest of them. */
    private static final int PARTS_OF_A_BAR = 4;

    private static final long LONGEST_PAUSE_LONG_BARS_MS = 900_000;

    /** One leg's silence. */
    private static final class State {
        final Leg leg;
        final Rhythm rhythm;
        long openedAtMs;
        long lastCandleMs;
        long quietSinceMs;
        Round round;

        State(final Leg leg, final Rhythm rhythm) {
            this.leg = leg;
            this.rhythm = rhythm;
        }
    }

    /** Questions about some series of one silent leg. */
    private static final class Round {
        final long startedMs;
        int open;
        /** The first series that has traded; null for none. */
        Series traded;
        /** When that was found out. */
        long tradedAtMs;

        Round(final long startedMs) {
            this.startedMs = startedMs;
        }
    }

    private final RedundantLegs legs;
    private final TwinWatch twins;
    private final Probes probes;
    private final VenueRest rest;
    private final ExchangeClock exchangeClock;
    private final IntFunction<Wanted> wanted;
    private final CloseWatch closes;
    private final SeriesWatch seriesWatch;
    private final long inactivityMs;
    private final long pingsDueMs;
    private final Int2ObjectHashMap<State> states = new Int2ObjectHashMap<>();
    private long nowMs;

    SilenceWatch(
            final RedundantLegs legs,
            final TwinWatch twins,
            final Probes probes,
            final VenueRest rest,
            final ExchangeClock exchangeClock,
            final IntFunction<Wanted> wanted,
            final CloseWatch closes,
            final SeriesWatch seriesWatch,
            final HealthSettings settings) {
        this.legs = legs;
        this.twins = twins;
        this.probes = probes;
        this.rest = rest;
        this.exchangeClock = exchangeClock;
        this.wanted = wanted;
        this.closes = closes;
        this.seriesWatch = seriesWatch;
        inactivityMs = settings.inactivityMs();
        pingsDueMs = settings.pingIntervalMs() == 0 || settings.pingTimeoutMs() == 0
                ? Wanted.NEVER
                : 2 * (settings.pingIntervalMs() + settings.pingTimeoutMs());
    }

    void tick(final long newNowMs) {
        nowMs = newNowMs;
        states.values().removeIf(state -> state.leg.isGone());
        legs.legs().forEach(this::watch);
    }

    private void watch(final Leg leg) {
        if (!leg.isOpen() || !carriesAny(leg)) {
            states.remove(leg.id);
            return;
        }
        State state = states.get(leg.id);
        if (state == null) {
            state = new State(leg, rhythmOf(carried(leg)));
            states.put(leg.id, state);
        }
        observe(leg, state);
        if (nowMs - Math.max(leg.lastHeardMs(), leg.openedAtMs()) > pingsDueMs) {
            replace(leg, state, "nothing at all was heard, not even an answer to a ping");
        } else if (twins.isBehind(leg)) {
            state.round = null;
        } else if (state.round != null) {
            conclude(leg, state);
        } else if (!isTwinAskedAbout(leg) && nowMs - state.quietSinceMs >= state.rhythm.expectedSilenceMs()) {
            begin(state, carried(leg));
        }
    }

    /** The answer will tell of both. */
    private boolean isTwinAskedAbout(final Leg leg) {
        final State twin = states.get(leg.twinId());
        return twin != null && twin.round != null;
    }

    private boolean carriesAny(final Leg leg) {
        for (final Series series : leg.series.values()) {
            if (isCarried(leg, series)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is acknowledged: of the others nothing can be expected. */
    private boolean isCarried(final Leg leg, final Series series) {
        return leg.isAcknowledged(series.id()) && wanted.apply(series.id()) != null;
    }

    private List<Wanted> carried(final Leg leg) {
        final List<Wanted> carried = new ArrayList<>();
        for (final Series series : leg.series.values()) {
            if (isCarried(leg, series)) {
                carried.add(wanted.apply(series.id()));
            }
        }
        return carried;
    }

    private Rhythm rhythmOf(final List<Wanted> carried) {
        final long barMs = carried.stream()
                .mapToLong(one -> one.series.interval().shortestMs())
                .min()
                .orElse(LONGEST_PAUSE_MS);
        final long mostMs = Math.max(LONGEST_PAUSE_MS, Math.min(LONGEST_PAUSE_LONG_BARS_MS, barMs / PARTS_OF_A_BAR));
        return new Rhythm(0, inactivityMs, mostMs, mostMs);
    }

    private void observe(final Leg leg, final State state) {
        if (state.openedAtMs != leg.openedAtMs()) {
            state.openedAtMs = leg.openedAtMs();
            state.quietSinceMs = nowMs;
            state.round = null;
        }
        final long lastMs = leg.lastCandleMs();
        if (lastMs > state.lastCandleMs) {
            if (state.lastCandleMs != 0) {
                state.rhythm.heardAfter(lastMs - state.lastCandleMs);
            }
            state.lastCandleMs = lastMs;
            state.quietSinceMs = Math.max(state.quietSinceMs, lastMs);
        }
    }

    private void begin(final State state, final List<Wanted> carried) {
        final Round round = new Round(nowMs);
        state.round = round;
        carried.sort(Comparator.comparingLong(one -> one.health.rhythm.typicalGapMs()));
        for (final Wanted one : carried) {
            closes.hurry(one, nowMs);
        }
        rest.ask(
                history -> history.serverTimeMs(),
                serverMs -> exchangeClock.observeServerTime(serverMs, nowMs),
                failure -> {});
        for (final Wanted one : carried.subList(0, Math.min(MOST_PROBES, carried.size()))) {
            if (probes.ask(one.series, answer -> onAnswer(state, round, one, answer))) {
                round.open++;
            }
        }
    }

    private void onAnswer(final State state, final Round round, final Wanted one, final Probes.Answer answer) {
        round.open--;
        if (answer.verdict() == Verdict.TRADED) {
            if (round.traded == null && !answer.isOver(one.series, exchangeClock.timeMs(state.openedAtMs))) {
                round.traded = one.series;
                round.tradedAtMs = nowMs;
            }
        } else if (answer.verdict() == Verdict.QUIET) {
            seriesWatch.wasRight(one, round.startedMs - one.health.quietSinceMs, round.startedMs);
        }
    }

    private void conclude(final Leg leg, final State state) {
        final Round round = state.round;
        if (state.lastCandleMs > round.startedMs) {
            state.round = null;
        } else if (round.traded != null && nowMs - round.tradedAtMs >= SETTLE_MS) {
            replaceTwin(leg, round);
            replace(leg, state, reasonOf(round));
        } else if (round.open == 0 && round.traded == null) {
            LOG.atDebug()
                    .addKeyValue("leg", leg.id)
                    .addKeyValue("series", carried(leg).size())
                    .log("Silent, and nothing shows that it is dead: the connection stays, and is asked about later");
            state.rhythm.silenceWasRight(round.startedMs - state.quietSinceMs);
            state.quietSinceMs = nowMs;
            state.round = null;
        }
    }

    private static String reasonOf(final Round round) {
        return "REST shows trades of " + round.traded.symbol() + " that it did not bring";
    }

    /** The pipeline has noted what REST knows, so that a question about the twin would show nothing more. */
    private void replaceTwin(final Leg leg, final Round round) {
        final State state = states.get(leg.twinId());
        if (state != null && state.lastCandleMs <= round.startedMs) {
            legs.legs().stream()
                    .filter(one -> one.id == leg.twinId() && one.series.containsKey(round.traded.id()))
                    .findFirst()
                    .ifPresent(twin -> replace(twin, state, reasonOf(round)));
        }
    }

    private void replace(final Leg leg, final State state, final String reason) {
        state.round = null;
        state.quietSinceMs = nowMs;
        states.remove(leg.id);
        legs.replace(leg, "silent", reason);
    }
}
