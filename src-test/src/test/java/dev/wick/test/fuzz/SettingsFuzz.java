package dev.wick.test.fuzz;

import dev.wick.engine.config.ConfigException;
import dev.wick.engine.config.ConfigLoader;
import dev.wick.engine.config.ConnectorConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Gives settings files to their reader, and behind a zero byte an environment, a line for each variable: settings within their
 * bounds come out of it, or an error that names the setting or the place.
 */
final class SettingsFuzz {
    private static final int MAX_PORT = 65_535;
    private static final Path FILE = file();

    private SettingsFuzz() {}

    private static Path file() {
        try {
            final Path file = Files.createTempFile("wick-settings", ".conf");
            file.toFile().deleteOnExit();
            return file;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Breaks off with a {@link Violation} if a rule is broken. */
    static void run(final byte[] input) {
        int zero = 0;
        while (zero < input.length && input[zero] != 0) {
            zero++;
        }
        final byte[] text = Arrays.copyOf(input, zero);
        if (new String(text, StandardCharsets.UTF_8).contains("include")) {
            // Reads other files and addresses, which is what it is for.
            return;
        }
        final Map<String, String> environment = environment(input, zero);
        try {
            Files.write(FILE, text);
            check(ConfigLoader.load(FILE, environment).config(), environment);
        } catch (final ConfigException e) {
            Violation.unless(!e.problems().isEmpty(), "no problem is named");
            for (final String problem : e.problems()) {
                Violation.unless(
                        problem.contains(FILE.toString())
                                || problem.contains("CONNECTOR_")
                                || problem.contains("connector."),
                        "neither setting nor place is named: %s",
                        problem);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> environment(final byte[] input, final int zero) {
        final Map<String, String> environment = new LinkedHashMap<>();
        final int from = Math.min(zero + 1, input.length);
        for (final String line : new String(input, from, input.length - from, StandardCharsets.UTF_8).split("\n", -1)) {
            final int equals = line.indexOf('=');
            if (equals > 0) {
                environment.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return environment;
    }

    private static void check(final ConnectorConfig config, final Map<String, String> environment) {
        final int port = config.feed().port();
        Violation.unless(port >= 0 && port <= MAX_PORT, "port %d", port);
        Violation.unless(
                config.feed().limits().maxSymbols() >= 1,
                "at most %d symbols",
                config.feed().limits().maxSymbols());
        Violation.unless(config.feed().limits().subscribeTimeoutMs() >= 0, "a negative time");
        Violation.unless(
                Integer.bitCount(config.pipeline().ringSize()) == 1,
                "ring size %d",
                config.pipeline().ringSize());
        Violation.unless(
                port == 0 || !config.ops().enabled() || port != config.ops().port(), "both servers on port %d", port);
        final String given = environment.get("CONNECTOR_WSS_PORT");
        if (given != null && !given.isBlank()) {
            Violation.unless(new BigDecimal(given.strip()).intValueExact() == port, "%s became port %d", given, port);
        }
    }
}
