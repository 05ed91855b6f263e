package dev.wick.bench.load;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The figures of a run, printed as they come, and written as JSON in the end. One thread. */
final class LoadReport {
    private final PrintWriter out;
    private final List<String> facts = new ArrayList<>();
    private final List<Phase> phases = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    LoadReport(final PrintWriter out) {
        this.out = out;
    }

    /** Says what was run where. */
    void begin(final String name, final Shape shape, final LoadBed bed) {
        fact("case", '"' + name + '"');
        fact("subscribers", Integer.toString(shape.subscribers()));
        fact("series_each", Integer.toString(shape.each()));
        fact("series", Integer.toString(shape.series()));
        fact("bytes_per_subscriber", Long.toString(bed.bytesPerSubscriber()));
        fact("threads", bed.engine().isShared() ? "\"shared\"" : "\"dedicated\"");
        fact("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        fact("java", '"' + System.getProperty("java.vm.version") + '"');
        line(Phase.header());
    }

    /** Adds a figure, as JSON. */
    void fact(final String name, final String json) {
        facts.add('"' + name + "\":" + json);
        line(name + ": " + json.replace("\"", ""));
    }

    /** Adds a phase that counts. */
    void phase(final Phase phase) {
        phases.add(phase);
        line(phase.row());
        problem(phase.problem());
    }

    /** Says what went wrong, if anything did: the run has failed then. */
    void problem(final String what) {
        if (!what.isEmpty()) {
            problems.add(what);
            line("FAILED: " + what);
        }
    }

    /** Median, least and most of the phases. */
    void spread(final String name, final ToDoubleFunction<Phase> figure) {
        spread(name, phases.stream().mapToDouble(figure).toArray());
    }

    /** Median, least and most. */
    void spread(final String name, final double... values) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        final double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        fact(
                name,
                String.format(
                        Locale.ROOT,
                        "{\"median\":%.3f,\"least\":%.3f,\"most\":%.3f,\"n\":%d}",
                        median,
                        sorted[0],
                        sorted[sorted.length - 1],
                        sorted.length));
    }

    /** The phases so far. */
    List<Phase> phases() {
        return phases;
    }

    /** What the command ends with: 0 if all was right. Writes the file, if one is wanted. */
    int end(final Path json) throws IOException {
        if (json != null) {
            final String text = "{" + String.join(",", facts) + ",\"right\":" + problems.isEmpty() + ",\"phases\":[\n"
                    + String.join(",\n", phases.stream().map(Phase::json).toList()) + "\n]}\n";
            Files.writeString(json, text);
        }
        line(problems.isEmpty() ? "every closed candle came once, in order" : "FAILED");
        return problems.isEmpty() ? 0 : 1;
    }

    private void line(final String text) {
        out.println(text);
        out.flush();
    }
}
