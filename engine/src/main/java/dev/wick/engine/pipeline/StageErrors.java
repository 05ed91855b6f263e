package dev.wick.engine.pipeline;

import dev.wick.engine.ops.Counter;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Takes the exceptions of one stage: counts each, and reports each distinct one once, so that ten thousand equal failures
 * make one report. Used by the stage's own thread alone.
 */
public final class StageErrors {
    private static final int MOST_DISTINCT = 1_000;

    private final String stage;
    private final Counter count;
    private final BiConsumer<String, Throwable> report;
    private final Set<String> seen = new HashSet<>();

    /**
     * Errors of a stage.
     *
     * @param stage its name in reports
     * @param count counts every error; written by the stage's thread
     * @param report gets what was being done, and the error
     */
    public StageErrors(final String stage, final Counter count, final BiConsumer<String, Throwable> report) {
        this.stage = stage;
        this.count = count;
        this.report = report;
    }

    /**
     * Counts an error, and reports it if no other of its class has come from the same line before.
     *
     * @param subject what it was about, for people
     */
    public void on(final Object subject, final Throwable error) {
        count.increment();
        final StackTraceElement[] trace = error.getStackTrace();
        final String kind = error.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
        if (seen.size() < MOST_DISTINCT && seen.add(kind)) {
            report.accept(
                    stage + ": failed on " + subject + "; it is skipped, the next one is taken as usual. The same"
                            + " failure is counted from now on, but not reported again",
                    error);
        }
    }
}
