package dev.wick.test.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes down what was found, each with the subscriber's history of that series. Stateless. */
final class Failure {
    private static final int SHOWN = 20;
    private static final int BARS_AROUND = 5;
    private static final long BAR_MS = 60_000;

    private Failure() {}

    /** Writes {@code findings.txt}, and returns the first of them for the console. */
    static String write(
            final Path folder, final Checker checker, final List<ChaosSubscriber> subscribers, final ChaosWorld world) {
        final StringBuilder all = new StringBuilder();
        final StringBuilder first = new StringBuilder();
        int number = 0;
        for (final Finding finding : checker.findings()) {
            all.append(finding).append('\n');
            subscribers.forEach(one -> one.notebooks().stream()
                    .filter(notebook -> notebook.subscriber().equals(finding.subscriber())
                            && notebook.series().equals(finding.series()))
                    .forEach(notebook -> history(notebook, finding.openTimeMs(), all)));
            all.append('\n');
            if (number++ < SHOWN) {
                first.append(finding).append('\n');
            }
        }
        all.append("What the subscribers were told besides:\n");
        world.notes().forEach(note -> all.append(note).append('\n'));
        final Path file = folder.resolve("findings.txt");
        try {
            Files.writeString(file, all, StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return first + "… all " + number + " with their histories: " + file.toAbsolutePath()
                + "; the engine's logs lie beside it.\n";
    }

    private static void history(final Notebook notebook, final long openTimeMs, final StringBuilder into) {
        into.append("  owed from ").append(notebook.owedFromMs()).append('\n');
        for (final Receipt receipt : notebook.receipts()) {
            if (Math.abs(receipt.openTimeMs() - openTimeMs) <= BARS_AROUND * BAR_MS) {
                into.append("  ").append(receipt).append('\n');
            }
        }
    }
}
