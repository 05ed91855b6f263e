package dev.wick.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.slf4j.LoggerFactory;

/** Random histories: open, closed, repeated, reordered, late, from REST, revised, checked, of two series. */
final class PipelinePropertyTest {
    private static final int FIRST_NOW_MINUTE = 35;

    enum Kind {
        OPEN,
        CLOSED,
        REST,
        CHECKED,
        TIME_PASSES
    }

    record Event(Kind kind, int series, int minute, int price) {}

    @BeforeContainer
    static void revisionsAreMeantHere() {
        ((Logger) LoggerFactory.getLogger(Dedup.class)).setLevel(Level.OFF);
    }

    @Provide
    Arbitrary<List<Event>> histories() {
        final Arbitrary<Kind> kinds = Arbitraries.frequency(
                net.jqwik.api.Tuple.of(5, Kind.OPEN),
                net.jqwik.api.Tuple.of(6, Kind.CLOSED),
                net.jqwik.api.Tuple.of(3, Kind.REST),
                net.jqwik.api.Tuple.of(1, Kind.CHECKED),
                net.jqwik.api.Tuple.of(1, Kind.TIME_PASSES));
        final Arbitrary<Integer> minutes =
                Arbitraries.integers().between(0, 40).withDistribution(net.jqwik.api.RandomDistribution.uniform());
        return Combinators.combine(
                        kinds,
                        Arbitraries.integers().between(0, 1),
                        minutes,
                        Arbitraries.integers().between(1, 3))
                .as(Event::new)
                .list()
                .ofMaxSize(120);
    }

    @Property(tries = 600)
    void shouldDoWhatTheModelDoesWhileNothingIsForgotten(@ForAll("histories") final List<Event> history) {
        final PipelineBed bed = new PipelineBed(256, 1_000, 0, Long.MAX_VALUE / 2, 200);
        bed.clock.update(PipelineBed.minute(FIRST_NOW_MINUTE));
        final PipelineModel[] models = {new PipelineModel(), new PipelineModel()};
        final List<List<String>> closed = List.of(new ArrayList<>(), new ArrayList<>());
        final List<List<String>> open = List.of(new ArrayList<>(), new ArrayList<>());
        for (final Event event : history) {
            apply(bed, event);
            applyTo(models[event.series], event);
            drain(bed, closed, open);
            assertThat(bed.states.missing(event.series)).isEqualTo(models[event.series].missing.size());
            if (models[event.series].hasWatermark()) {
                assertThat(bed.states.watermarkMs(event.series))
                        .isEqualTo(PipelineBed.minute(models[event.series].watermark()));
            }
        }
        for (int i = 0; i < 2; i++) {
            assertThat(closed.get(i)).isEqualTo(models[i].closedOut);
            assertThat(open.get(i)).isEqualTo(models[i].openOut);
        }
        assertThat(bed.duplicates()).isEqualTo(models[0].duplicates + models[1].duplicates);
        assertThat(bed.states.missing()).isEqualTo(models[0].missing.size() + models[1].missing.size());
        assertThat(bed.errors).isEmpty();
    }

    @Property(tries = 600)
    void shouldPublishEachCloseExactlyOnceThoughItForgets(@ForAll("histories") final List<Event> history) {
        final PipelineBed bed = new PipelineBed(256, 1_000, 0, 50_000, 3);
        final List<List<String>> closed = List.of(new ArrayList<>(), new ArrayList<>());
        final List<List<String>> open = List.of(new ArrayList<>(), new ArrayList<>());
        final List<Set<Integer>> given = List.of(new HashSet<>(), new HashSet<>());
        final List<Set<Integer>> done = List.of(new HashSet<>(), new HashSet<>());
        for (final Event event : history) {
            final int id = event.series;
            apply(bed, event);
            open.get(id).clear();
            drain(bed, closed, open);
            if (event.kind == Kind.CLOSED || event.kind == Kind.REST) {
                given.get(id).add(event.minute);
                done.get(id).add(event.minute);
            }
            for (final String text : open.get(id)) {
                assertThat(done.get(id)).doesNotContain(Integer.valueOf(text.substring(0, text.indexOf(':'))));
            }
        }
        for (int i = 0; i < 2; i++) {
            final Map<String, Integer> lastRevision = new HashMap<>();
            for (final String text : closed.get(i)) {
                final String minute = text.substring(0, text.indexOf(':'));
                final int slash = text.indexOf('/');
                final int revision = slash < 0 ? 0 : Integer.parseInt(text.substring(slash + 1));
                assertThat(revision).isEqualTo(lastRevision.getOrDefault(minute, -1) + 1);
                lastRevision.put(minute, revision);
            }
            assertThat(lastRevision).hasSize(given.get(i).size());
        }
    }

    private static void apply(final PipelineBed bed, final Event event) {
        switch (event.kind) {
            case CHECKED -> {
                bed.publisher.publishRangeChecked(
                        event.series,
                        PipelineBed.minute(event.minute),
                        PipelineBed.minute(event.minute + 3 * event.price));
                bed.step();
            }
            case TIME_PASSES -> bed.clock.advance(20_000L * event.price);
            default -> {
                final Candle candle = PipelineBed.fill(
                        new Candle(), event.series, event.minute, event.price, event.kind != Kind.OPEN);
                candle.source = event.kind == Kind.REST ? Source.BACKFILL : Source.STREAM;
                bed.take(candle);
            }
        }
    }

    private static void applyTo(final PipelineModel model, final Event event) {
        switch (event.kind) {
            case OPEN -> model.open(event.minute, event.price);
            case CLOSED, REST -> model.closed(event.minute, event.price);
            case CHECKED -> model.checked(event.minute, event.minute + 3 * event.price);
            default -> {}
        }
    }

    private static void drain(final PipelineBed bed, final List<List<String>> closed, final List<List<String>> open) {
        Candle candle = bed.closed.poll();
        while (candle != null) {
            closed.get(candle.seriesId).add(PipelineBed.text(candle));
            bed.closed.release(candle);
            candle = bed.closed.poll();
        }
        final Candle popped = new Candle();
        while (bed.open.pop(popped)) {
            open.get(popped.seriesId).add(PipelineBed.text(popped));
        }
    }
}
