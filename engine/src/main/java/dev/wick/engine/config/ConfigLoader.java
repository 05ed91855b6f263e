package dev.wick.engine.config;

import dev.wick.adapters.feed.Venue;
import dev.wick.engine.config.SettingsFile.Given;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads the settings: built-in defaults, over them the file, over that the environment.
 *
 * <p>Every value is read and checked, and all that is wrong is reported at once. A key that
 * nobody knows is a warning: an older engine may be given a newer file. For the starting thread.
 */
public final class ConfigLoader {
    /** The file that is read where none is named, if it exists; relative to the working directory. */
    public static final Path DEFAULT_FILE = Path.of("config", "connector.conf");

    private final Path workingDirectory;
    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();

    private ConfigLoader(final Path workingDirectory, final Map<String, String> environment) {
        this.workingDirectory = workingDirectory;
        this.environment = new TreeMap<>(environment);
    }

    /**
     * Reads the settings.
     *
     * @param file the file that the user named; null for {@link #DEFAULT_FILE}, or for none where that does not exist
     * @param environment the variables of the process
     * @throws ConfigException if anything is wrong; its message says all of it
     */
    public static LoadedConfig load(final Path file, final Map<String, String> environment) {
        return load(file, environment, Path.of(""));
    }

    /** The same, as if started in another directory. */
    static LoadedConfig load(final Path file, final Map<String, String> environment, final Path workingDirectory) {
        return new ConfigLoader(workingDirectory, environment).read(file);
    }

    private LoadedConfig read(final Path named) {
        final Path byDefault = workingDirectory.resolve(DEFAULT_FILE);
        final Path file = named == null && Files.exists(byDefault) ? byDefault : named;
        final Map<String, Given> fromFile = file == null ? Map.of() : SettingsFile.read(file, environment);
        final Map<Key, Given> given = given(fromFile);
        noteUnknown(fromFile);
        final Map<Key, Object> values = parse(given);
        checkTogether(values, given);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new LoadedConfig(
                ConnectorConfig.of(new Values(values)),
                file == null ? "built-in defaults" : file.toString(),
                List.copyOf(warnings),
                List.copyOf(unknown));
    }

    private Map<Key, Given> given(final Map<String, Given> fromFile) {
        final Map<Key, Given> given = new HashMap<>();
        for (final Key key : Keys.all()) {
            if (fromFile.containsKey(key.path())) {
                given.put(key, fromFile.get(key.path()));
            }
            final String variable = environment.get(key.environmentName());
            if (variable != null && (!variable.isBlank() || key.kind().allowsEmpty())) {
                given.put(key, new Given(variable.strip(), "environment variable " + key.environmentName()));
            }
        }
        return given;
    }

    private void noteUnknown(final Map<String, Given> fromFile) {
        final List<String> paths = Keys.all().stream().map(Key::path).toList();
        final List<String> names = Keys.all().stream().map(Key::environmentName).toList();
        new TreeMap<>(fromFile).forEach((path, given) -> {
            if (!paths.contains(path)) {
                noteUnknown(path, given.origin(), Nearest.to(path, paths));
            }
        });
        environment.forEach((name, text) -> {
            if (name.startsWith(Key.ENVIRONMENT_PREFIX) && !names.contains(name)) {
                noteUnknown(name, "environment", Nearest.to(name, names));
            }
        });
    }

    private void noteUnknown(final String name, final String origin, final String nearest) {
        unknown.add(name);
        warnings.add(name + " (" + origin + ") is not a setting and was ignored; the nearest one is " + nearest);
    }

    private Map<Key, Object> parse(final Map<Key, Given> given) {
        final Map<Key, Object> values = new LinkedHashMap<>();
        for (final Key key : Keys.all()) {
            final Object byDefault = key.kind().parse(key.defaultText());
            final Given set = given.get(key);
            try {
                values.put(key, set == null ? byDefault : key.kind().parse(set.text()));
            } catch (final IllegalArgumentException e) {
                problems.add(problem(key, set, e instanceof NumberFormatException ? null : e.getMessage()));
            }
        }
        return values;
    }

    private static String problem(final Key key, final Given set, final String reason) {
        return key + " = \"" + shortened(set.text()) + "\", set in " + set.origin()
                + (reason == null ? "" : ": " + reason) + "; allowed: "
                + key.kind().allowed();
    }

    private static String shortened(final String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    /** What no single value shows. */
    private void checkTogether(final Map<Key, Object> values, final Map<Key, Given> given) {
        refuseOnePortForBoth(values, given);
        for (final Venue venue : Keys.venues()) {
            final Key url = Keys.wsUrl(venue);
            final Key own = Keys.redundantLegs(venue);
            final Key legs = Long.valueOf(0).equals(values.get(own)) ? Setting.REDUNDANT_LEGS.key() : own;
            final boolean isOne = Long.valueOf(1).equals(values.get(legs));
            if (isOne && values.get(url) instanceof String text && text.contains(",")) {
                warnings.add(url + " names two addresses, and " + legs + " is 1: the second one has no effect");
            }
        }
    }

    private void refuseOnePortForBoth(final Map<Key, Object> values, final Map<Key, Given> given) {
        final Key feed = Setting.WSS_PORT.key();
        final Key ops = Setting.WSS_HEALTH_CHECK_PORT.key();
        final boolean both = Boolean.TRUE.equals(values.get(Setting.WSS_HEALTH_CHECK_ENABLED.key()));
        final Object port = values.get(feed);
        if (both && port != null && !port.equals(0L) && port.equals(values.get(ops))) {
            final String origins = Stream.of(feed, ops)
                    .filter(given::containsKey)
                    .map(key -> given.get(key).origin())
                    .distinct()
                    .reduce((a, b) -> a + " and " + b)
                    .orElseThrow();
            problems.add(feed + " and " + ops + " are both " + port + ", set in " + origins
                    + "; allowed: two different ports, or 0 for a free one");
        }
    }
}
