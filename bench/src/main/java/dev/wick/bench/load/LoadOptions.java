package dev.wick.bench.load;

import dev.wick.engine.config.Threading;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that all loads have. Filled by the command line. */
final class LoadOptions {
    @Option(names = "--seconds", paramLabel = "S", defaultValue = "5", description = "Of each phase (${DEFAULT-VALUE})")
    double seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            defaultValue = "10",
            description = "Before the first phase that counts (${DEFAULT-VALUE})")
    double warmUpSeconds;

    @Option(
            names = "--candles-per-bar",
            paramLabel = "N",
            defaultValue = "10",
            description = "The last of so many of a series is closed (${DEFAULT-VALUE})")
    int candlesPerBar;

    @Option(
            names = "--threading",
            defaultValue = "auto",
            description = "Pipeline and egress: auto, shared or dedicated (${DEFAULT-VALUE}, as in the engine)")
    Threading threading;

    @Option(
            names = "--reader-threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the subscribers' process (${DEFAULT-VALUE})")
    int readerThreads;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there as well")
    Path json;

    /** After so long the subscribers' process ends in any case. */
    static final long PROCESS_LIMIT_S = 1_800;
}
