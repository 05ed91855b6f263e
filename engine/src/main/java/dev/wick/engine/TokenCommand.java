package dev.wick.engine;

import dev.wick.engine.door.DoorException;
import dev.wick.engine.door.NewToken;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wick token}: makes a token that lets a client in, and the line by which the engine knows it. */
@Command(
        name = "token",
        description = "Makes a token, and its line for the file that CONNECTOR_WSS_TOKENS_FILE names.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The line goes to standard output, the token to standard error: it is shown this once, and kept nowhere.",
            "  wick token desk --venues binance:spot,okx >> tokens.txt"
        })
final class TokenCommand implements Callable<Integer> {
    private final RandomGenerator random;

    @Parameters(index = "0", paramLabel = "NAME", description = "Whose it is; for the file and the log")
    private String name;

    @Option(
            names = "--venues",
            paramLabel = "V",
            split = ",",
            description = "What it is for: venues such as binance:spot, or whole exchanges (default: all)")
    private List<String> venues = List.of();

    @Spec
    private CommandSpec spec;

    /** For the command line. */
    TokenCommand() {
        this(new SecureRandom());
    }

    TokenCommand(final RandomGenerator random) {
        this.random = random;
    }

    @Override
    public Integer call() {
        final NewToken made;
        try {
            made = NewToken.make(name, String.join(",", venues), random);
        } catch (final DoorException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        final PrintWriter err = spec.commandLine().getErr();
        err.println("The token, shown this once: " + made.token());
        err.println("A client sends it as \"Authorization: Bearer …\", or as ?token=… behind the feed's address.");
        err.println("Its line for the tokens file:");
        err.flush();
        final PrintWriter out = spec.commandLine().getOut();
        out.println(made.line());
        out.flush();
        return 0;
    }
}
