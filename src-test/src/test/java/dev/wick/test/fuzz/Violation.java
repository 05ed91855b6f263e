package dev.wick.test.fuzz;

/** A reader broke a rule on some input. */
final class Violation extends AssertionError {
    private static final long serialVersionUID = 1L;

    Violation(final String message) {
        super(message);
    }

    /** Breaks off unless the rule holds; the rule is a format with %s and %d, given its arguments. */
    @SuppressWarnings("AnnotateFormatMethod") // its annotation would be one more library
    static void unless(final boolean holds, final String rule, final Object... about) {
        if (!holds) {
            throw new Violation(rule.formatted(about));
        }
    }
}
