package dev.wick.bench.wire;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The start of {@link WireCommand}. */
public final class Main {
    private Main() {}

    /** Runs it, and ends the process. */
    public static void main(final String[] args) {
        System.exit(WireCommand.execute(new PrintWriter(System.out, true, StandardCharsets.UTF_8), args));
    }
}
