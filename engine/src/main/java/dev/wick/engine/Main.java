package dev.wick.engine;

import dev.wick.engine.config.ConfigException;
import dev.wick.engine.door.Tls;
import dev.wick.engine.ops.OpsServer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The program's entry: a subcommand for each thing that it can do. */
@Command(
        name = "wick",
        description = "Exact candles from crypto exchanges on one WebSocket feed.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            RunCommand.class,
            DemoCommand.class,
            StreamCommand.class,
            SymbolsCommand.class,
            CheckCommand.class,
            SimulateCommand.class,
            TokenCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Runs the command line and ends the process with its exit code: 0 done, 1 failed, 2 wrong usage. */
    public static void main(final String[] args) {
        System.exit(execute(args));
    }

    /** Runs a command line and returns its exit code. */
    static int execute(final String... args) {
        OpsServer.prepareJdkServer();
        Tls.prepareJdk();
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Main::report)
                .execute(args);
    }

    private static int report(
            final Exception e, final CommandLine commandLine, final CommandLine.ParseResult parseResult) {
        if (!(e instanceof UserError || e instanceof ConfigException)) {
            e.printStackTrace(commandLine.getErr());
            return CommandLine.ExitCode.SOFTWARE;
        }
        commandLine.getErr().println("wick: " + e.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
    }

    /** The version that the jar's manifest names. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            final String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"wick " + (version == null ? "(from classes)" : version)};
        }
    }
}
