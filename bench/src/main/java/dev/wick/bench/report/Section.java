package dev.wick.bench.report;

/** One chapter of the report: measures something, and enters what came of it. */
public interface Section {
    /** Its heading, a few words. */
    String title();

    /**
     * Measures. One thread, and nothing else is measured meanwhile. The chapter has been begun. What is thrown is a fault too,
     * and the next section follows.
     *
     * @param effort how much time it may take
     * @param results gets the figures; what was wrong is entered as {@link Results#fault} and fails the report in the end
     */
    void run(Effort effort, Results results) throws Exception;
}
