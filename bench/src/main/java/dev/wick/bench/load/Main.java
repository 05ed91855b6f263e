package dev.wick.bench.load;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What {@code benchmarks.jar} starts: the load on the feed after the word {@code feed}, else JMH with its own arguments. */
public final class Main {
    private static final String FEED = "feed";

    private Main() {}

    /** Runs what the first word asks for. */
    public static void main(final String[] args) throws Exception {
        if (args.length > 0 && args[0].equals(FEED)) {
            final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
            System.exit(FeedCommand.execute(out, Arrays.copyOfRange(args, 1, args.length)));
        }
        org.openjdk.jmh.Main.main(args);
    }
}
