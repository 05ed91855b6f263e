package dev.wick.engine.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException.Parse;
import com.typesafe.config.ConfigException.UnresolvedSubstitution;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads a settings file (HOCON) into texts by path, each with the line where it stands. */
final class SettingsFile {
    private SettingsFile() {}

    /**
     * A text that somebody wrote.
     *
     * @param text without space around it
     * @param origin where: file and line, or environment variable
     */
    record Given(String text, String origin) {}

    /** Every value of the file by its path. The environment is there for substitutions such as {@code ${HOME}}. */
    static Map<String, Given> read(final Path file, final Map<String, String> environment) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new ConfigException("The settings file " + file + " does not exist or cannot be read.", null);
        }
        final Config config = parse(file, environment);
        final Map<String, Given> byPath = new LinkedHashMap<>();
        for (final Map.Entry<String, ConfigValue> entry : config.entrySet()) {
            final String path = String.join(".", ConfigUtil.splitPath(entry.getKey()));
            byPath.put(
                    path,
                    new Given(text(config, entry), origin(file, entry.getValue().origin())));
        }
        return byPath;
    }

    private static Config parse(final Path file, final Map<String, String> environment) {
        final ConfigParseOptions options =
                ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF).setAllowMissing(false);
        try {
            final Config parsed = ConfigFactory.parseFile(file.toFile(), options);
            return parsed.resolveWith(parsed.withFallback(ConfigValueFactory.fromMap(environment)));
        } catch (final UnresolvedSubstitution e) {
            throw new ConfigException("The settings file " + file + " refers to what is nowhere set: " + reason(e), e);
        } catch (final Parse e) {
            throw new ConfigException(
                    "The settings file cannot be read at " + origin(file, e.origin()) + ": " + reason(e), e);
        } catch (final com.typesafe.config.ConfigException e) {
            throw new ConfigException("The settings file " + file + " cannot be read: " + reason(e), e);
        }
    }

    /** The library's messages open with the origin, which we say in our own way. */
    private static String reason(final com.typesafe.config.ConfigException e) {
        final String message = String.valueOf(e.getMessage());
        final String origin = e.origin() == null ? "" : e.origin().description() + ": ";
        return message.startsWith(origin) ? message.substring(origin.length()) : message;
    }

    private static String text(final Config config, final Map.Entry<String, ConfigValue> entry) {
        if (entry.getValue().valueType() != ConfigValueType.LIST) {
            return config.getString(entry.getKey()).strip();
        }
        return ((ConfigList) entry.getValue())
                .stream().map(element -> String.valueOf(element.unwrapped())).collect(Collectors.joining(","));
    }

    private static String origin(final Path file, final ConfigOrigin origin) {
        if (origin == null || origin.lineNumber() < 0) {
            return file.toString();
        }
        // An included file names itself; the file that was asked for is shown as it was written.
        final String name = origin.filename();
        final boolean same = name == null
                || Path.of(name).equals(file.toAbsolutePath())
                || Path.of(name).equals(file);
        return (same ? file.toString() : name) + ":" + origin.lineNumber();
    }
}
