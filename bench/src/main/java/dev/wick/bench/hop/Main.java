package dev.wick.bench.hop;

import dev.wick.bench.report.Effort;
import dev.wick.bench.report.Figure;
import dev.wick.bench.report.Results;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Measures the hop alone, and prints its figures; {@code smoke} as an argument makes it short. */
public final class Main {
    private Main() {}

    /** Runs it; ends with 1 if an answer was wrong. */
    public static void main(final String[] args) throws Exception {
        final Effort effort = args.length > 0 && args[0].equals("smoke") ? Effort.SMOKE : Effort.FULL;
        final HopSection section = new HopSection();
        final Results results = new Results();
        results.begin(section.title());
        section.run(effort, results);
        print(results.chapters().get(0), new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        System.exit(results.isRight() ? 0 : 1);
    }

    private static void print(final Results.Chapter chapter, final PrintWriter out) {
        chapter.words().forEach(out::println);
        for (final Figure figure : chapter.figures()) {
            out.println(String.format(
                    Locale.ROOT,
                    "%-40s %12.3f %-5s %12.3f … %.3f%s",
                    figure.id(),
                    figure.median(),
                    figure.unit(),
                    figure.min(),
                    figure.max(),
                    figure.bar() == null ? "" : "   " + figure.bar() + (figure.isMet() ? " met" : " NOT MET")));
        }
        chapter.faults().forEach(fault -> out.println("FAULT " + fault));
    }
}
