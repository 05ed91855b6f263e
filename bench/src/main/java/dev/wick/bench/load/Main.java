package dev.wick.bench.load;

import dev.wick.bench.report.ReportCommand;
import dev.wick.bench.wire.WireCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What {@code benchmarks.jar} starts: the load on the feed after the word {@code feed}, some ways of a candle side by side after
 * {@code wire}, all measurements after {@code report}, else JMH with its own arguments.
 */
public final class Main {
    private Main() {}

    /** Runs what the first word asks for. */
    public static void main(final String[] args) throws Exception {
        final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        final String[] rest = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
        switch (args.length == 0 ? "" : args[0]) {
            case "feed" -> System.exit(FeedCommand.execute(out, rest));
            case "wire" -> System.exit(WireCommand.execute(out, rest));
            case "report" -> System.exit(ReportCommand.execute(out, Sections.all(), rest));
            default -> org.openjdk.jmh.Main.main(args);
        }
    }
}
