package dev.wick.bench.load;

import dev.wick.bench.report.JmhSection;
import dev.wick.bench.report.Section;
import java.util.List;

/** All that the report measures, in this order: from the stages by themselves to the whole. */
final class Sections {
    private Sections() {}

    static List<Section> all() {
        return List.of(new JmhSection());
    }
}
