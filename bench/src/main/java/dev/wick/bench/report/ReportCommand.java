package dev.wick.bench.report;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code report}: measures section by section, and writes what came of it. */
@Command(
        name = "report",
        description = "Measures everything, and writes report.md, report.json and plots.",
        mixinStandardHelpOptions = true,
        showDefaultValues = false)
public final class ReportCommand implements Callable<Integer> {
    private static final double NS_PER_S = 1e9;

    private final List<Section> sections;

    @Option(
            names = "--smoke",
            description = "Everything once, for a moment: whether it works and answers right. Times mean nothing")
    private boolean smoke;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "wick-report",
            description = "Where to write (${DEFAULT-VALUE})")
    private Path folder;

    @Option(
            names = "--only",
            paramLabel = "WORD",
            split = ",",
            description = "Only sections that have one of these words in their title")
    private List<String> words = List.of();

    @Spec
    private CommandSpec spec;

    private ReportCommand(final List<Section> sections) {
        this.sections = sections;
    }

    /** Runs a command line; returns 0 if all answers were right, 1 if not, 2 if it was not understood. */
    public static int execute(final PrintWriter out, final List<Section> sections, final String... args) {
        return new CommandLine(new ReportCommand(sections))
                .setOut(out)
                .setErr(out)
                .execute(args);
    }

    @Override
    public Integer call() throws IOException {
        final List<Section> chosen = chosen();
        // Before anything is measured: a folder that cannot be made should not cost the whole report.
        Files.createDirectories(folder);
        final Effort effort = smoke ? Effort.SMOKE : Effort.FULL;
        final Results results = new Results(this::tell);
        final Noise.Meter meter = Noise.begin();
        for (int i = 0; i < chosen.size(); i++) {
            run(chosen.get(i), i + 1 + "/" + chosen.size(), effort, results);
        }
        write(new Report(commandLine(), effort, Machine.read(), meter.end(), results));
        return results.isRight() ? 0 : 1;
    }

    private List<Section> chosen() {
        final List<Section> chosen = sections.stream().filter(this::isWanted).toList();
        for (final String word : words) {
            if (sections.stream().noneMatch(section -> has(section, word))) {
                throw new ParameterException(
                        spec.commandLine(),
                        "No section is called " + word + ". There are: "
                                + String.join(
                                        "; ",
                                        sections.stream().map(Section::title).toList()));
            }
        }
        return chosen;
    }

    private boolean isWanted(final Section section) {
        return words.isEmpty() || words.stream().anyMatch(word -> has(section, word));
    }

    private static boolean has(final Section section, final String word) {
        return section.title().toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT));
    }

    private void run(final Section section, final String number, final Effort effort, final Results results) {
        say(number + ' ' + section.title());
        final long startNs = System.nanoTime();
        results.begin(section.title());
        try {
            section.run(effort, results);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            results.fault("Interrupted");
        } catch (final Exception | LinkageError | AssertionError | OutOfMemoryError | StackOverflowError e) {
            // Whatever it is, the other sections have nothing to do with it, and what they cost should not be lost.
            results.fault("The section ended early: " + e);
            e.printStackTrace(spec.commandLine().getOut());
        }
        for (final String fault : last(results).faults()) {
            say("  WRONG " + fault);
        }
        say(String.format(
                Locale.ROOT, "%s %s took %.1f s", number, section.title(), (System.nanoTime() - startNs) / NS_PER_S));
    }

    private static Results.Chapter last(final Results results) {
        final List<Results.Chapter> chapters = results.chapters();
        return chapters.get(chapters.size() - 1);
    }

    private void write(final Report report) throws IOException {
        final Plots plots = new Plots();
        Files.writeString(folder.resolve("report.md"), new MarkdownWriter(report, plots).text());
        Files.writeString(folder.resolve("report.json"), JsonWriter.text(report));
        for (final Map.Entry<String, Plot> plot : plots.byFile().entrySet()) {
            Files.writeString(folder.resolve(plot.getKey()), plot.getValue().svg());
        }
        final List<Figure> asked = report.withBars();
        final List<Figure> missed =
                asked.stream().filter(figure -> !figure.isMet()).toList();
        missed.forEach(figure -> say("MISSED " + line(figure)));
        say("bars met: " + (asked.size() - missed.size()) + " of " + asked.size()
                + (report.effort() == Effort.SMOKE ? "; it was a smoke run: times mean nothing" : ""));
        say((report.results().isRight() ? "all answers were right" : "FAILED: answers were wrong") + "; written: "
                + folder.resolve("report.md"));
    }

    /** What makes the report again, but for where it is put. */
    private String commandLine() {
        return "java @config/jvm.options -jar bench/target/benchmarks.jar report" + (smoke ? " --smoke" : "")
                + (words.isEmpty() ? "" : " --only " + String.join(",", words));
    }

    private void tell(final Figure figure) {
        say("  " + line(figure));
    }

    private static String line(final Figure figure) {
        return figure.id() + ": " + Numbers.text(figure.median())
                + (figure.unit().isEmpty() ? "" : ' ' + figure.unit())
                + " (" + Numbers.text(figure.min()) + "–" + Numbers.text(figure.max()) + ", " + figure.runs().length
                + (figure.bar() == null ? ")" : "; bar " + figure.bar() + (figure.isMet() ? ", met)" : ", MISSED)"));
    }

    private void say(final String text) {
        final PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }
}
