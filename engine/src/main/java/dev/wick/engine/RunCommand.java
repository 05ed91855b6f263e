package dev.wick.engine;

import dev.wick.engine.config.ConfigLoader;
import dev.wick.engine.config.LoadedConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code wick run}: the engine, until a signal ends it. */
@Command(
        name = "run",
        description = "Runs the engine until SIGTERM or SIGINT.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Without --config, config/connector.conf is used if it exists, else the built-in defaults.",
            "Environment variables (CONNECTOR_...) override the file."
        })
final class RunCommand implements Callable<Integer> {
    @Option(names = "--config", paramLabel = "FILE", description = "The settings file.")
    private Path configFile;

    @Override
    public Integer call() throws InterruptedException {
        final CountDownLatch ended = new CountDownLatch(1);
        Signals.onFirst(ended::countDown);
        final LoadedConfig config = ConfigLoader.load(configFile, System.getenv());
        final Connector connector = Connector.launch(config);
        try {
            ended.await();
        } finally {
            connector.close();
        }
        return 0;
    }
}
