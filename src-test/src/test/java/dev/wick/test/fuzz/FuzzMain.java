package dev.wick.test.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What Jazzer calls, for the target that the system property {@code fuzz.target} names. Without one, the first byte of each
 * input tells for which of them it is.
 */
public final class FuzzMain {
    private static final Target[] ALL = Target.values();
    private static final String NAMED = System.getProperty("fuzz.target", "");
    private static final Target ONLY = NAMED.isEmpty() ? null : Target.valueOf(NAMED);

    private FuzzMain() {}

    /** Called once by Jazzer: loads and instruments what the first input would have to wait for. */
    public static void fuzzerInitialize() {
        for (final Target target : ALL) {
            if (ONLY == null || ONLY == target) {
                target.run("{}".getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    /** Jazzer's entry, by its own name. */
    public static void fuzzerTestOneInput(final byte[] input) {
        if (ONLY != null) {
            ONLY.run(input);
        } else if (input.length > 0) {
            ALL[(input[0] & 0xFF) % ALL.length].run(Arrays.copyOfRange(input, 1, input.length));
        }
    }
}
