package dev.wick.bench.load;

import dev.wick.bench.hop.HopSection;
import dev.wick.bench.report.JmhSection;
import dev.wick.bench.report.Section;
import dev.wick.bench.wire.AllocationSection;
import dev.wick.bench.wire.FanoutSection;
import dev.wick.bench.wire.MemorySection;
import dev.wick.bench.wire.PinnedSection;
import dev.wick.bench.wire.SeriesSection;
import dev.wick.bench.wire.ThroughputSection;
import dev.wick.bench.wire.WireSection;
import java.util.List;

/** All that the report measures, in this order: from the stages by themselves to the whole. */
final class Sections {
    private Sections() {}

    static List<Section> all() {
        return List.of(
                new JmhSection(),
                new HopSection(),
                new WireSection(),
                new ThroughputSection(),
                new FanoutSection(),
                new SeriesSection(),
                new AllocationSection(),
                new PinnedSection(),
                new MemorySection());
    }
}
