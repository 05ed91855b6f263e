package dev.wick.bench.report;

import java.util.List;
import java.util.Locale;

/** Writes a report for a reader. One report, one writer. */
final class MarkdownWriter {
    private static final double PERCENT = 100;

    private final StringBuilder out = new StringBuilder();
    private final Report report;
    private final Plots plots;

    MarkdownWriter(final Report report, final Plots plots) {
        this.report = report;
        this.plots = plots;
    }

    /** The whole text; draws the plots that it shows. */
    String text() {
        line("# Wick, measured");
        line("");
        line("    mvn -q -pl bench -am -DskipTests package");
        line("    " + report.command());
        line("");
        if (report.effort() == Effort.SMOKE) {
            line("**A smoke run: everything once, for a moment. Times, rates and their bars mean nothing here.**");
            line("");
        }
        writeVerdict();
        writeMachine();
        writeBars();
        report.results().chapters().forEach(this::writeChapter);
        return out.toString();
    }

    private void writeVerdict() {
        final List<Figure> asked = report.withBars();
        final long met = asked.stream().filter(Figure::isMet).count();
        final long faults = report.results().chapters().stream()
                .mapToLong(chapter -> chapter.faults().size())
                .sum();
        final String answers = faults == 0 ? "All answers were right." : "**Wrong: " + faults + ", see below.**";
        line(answers + " Bars met: " + met + " of " + asked.size() + '.');
        line("");
    }

    private void writeMachine() {
        final Machine machine = report.machine();
        final Noise noise = report.noise();
        line("| machine | |");
        line("| --- | --- |");
        row("CPU", machine.cpu());
        row("cores", machine.cores() + ", of which the process may use " + machine.coresAllowed());
        row("kernel", machine.kernel());
        row("OS", machine.os());
        row("JDK", machine.jdk());
        row("JVM flags", machine.flags().isEmpty() ? "none" : '`' + machine.flags() + '`');
        row("heap", machine.heapMb() + " MB at most");
        row("Wick", machine.version() + ", commit " + machine.commit());
        row("date", noise.start() + ", took " + noise.took().toSeconds() + " s");
        row(
                "load average",
                Numbers.text(noise.loadAtStart()) + " before, " + Numbers.text(noise.loadAtEnd()) + " after");
        row(
                "stolen by other guests",
                Double.isNaN(noise.steal())
                        ? "unknown"
                        : String.format(Locale.ROOT, "%.2f %% of the processors' time", PERCENT * noise.steal()));
        line("");
    }

    private void writeBars() {
        final List<Figure> asked = report.withBars();
        if (asked.isEmpty()) {
            return;
        }
        line("## Bars");
        line("");
        line("| figure | unit | bar | median | min–max | runs | met |");
        line("| --- | --- | --- | ---: | ---: | ---: | --- |");
        for (final Figure figure : asked) {
            row(
                    figure.id(),
                    figure.unit(),
                    figure.bar().toString(),
                    Numbers.text(figure.median()),
                    Numbers.text(figure.min()) + '–' + Numbers.text(figure.max()),
                    Integer.toString(figure.runs().length),
                    figure.isMet() ? "yes" : "**NO**");
        }
        line("");
    }

    private void writeChapter(final Results.Chapter chapter) {
        line("## " + chapter.title());
        line("");
        for (final String words : chapter.words()) {
            line(words);
            line("");
        }
        if (!chapter.faults().isEmpty()) {
            line("**What was wrong:**");
            line("");
            chapter.faults().forEach(fault -> line("- " + fault.replaceAll("\\s*\\R\\s*", " ")));
            line("");
        }
        for (final String file : plots.draw(chapter)) {
            line("![" + plots.byFile().get(file).title() + "](" + file + ')');
            line("");
        }
        writeFigures(chapter.figures());
    }

    private void writeFigures(final List<Figure> figures) {
        if (figures.isEmpty()) {
            return;
        }
        line("| figure | unit | median | min | max | runs |");
        line("| --- | --- | ---: | ---: | ---: | ---: |");
        for (final Figure figure : figures) {
            row(
                    figure.id(),
                    figure.unit(),
                    Numbers.text(figure.median()),
                    Numbers.text(figure.min()),
                    Numbers.text(figure.max()),
                    Integer.toString(figure.runs().length));
        }
        line("");
    }

    private void row(final String... cells) {
        out.append('|');
        for (final String cell : cells) {
            out.append(' ').append(cell.replace("|", "\\|")).append(" |");
        }
        out.append('\n');
    }

    private void line(final String text) {
        out.append(text).append('\n');
    }
}
