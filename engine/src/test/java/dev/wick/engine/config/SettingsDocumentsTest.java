package dev.wick.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The files in the folder {@code config} and the code name the same keys and defaults. After a change of
 * {@link Setting}, {@code -Dwick.settings.write=true} writes the files anew.
 */
class SettingsDocumentsTest {
    private static final Path CONF = Path.of("..", "config", "connector.conf");
    private static final Path ENV = Path.of("..", "config", "connector.env");
    private static final Pattern ENV_LINE = Pattern.compile("#?(CONNECTOR_\\w+)=(.*)");

    @BeforeAll
    static void writeIfAsked() throws IOException {
        if (Boolean.getBoolean("wick.settings.write")) {
            Files.writeString(CONF, SettingsText.conf());
            Files.writeString(ENV, SettingsText.env());
        }
    }

    @Test
    void shouldNameTheSameKeysAndDefaultsInTheSettingsFile() {
        final Map<String, String> inFile = SettingsFile.read(CONF, Map.of()).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().text()));
        final Map<String, String> inCode = Keys.all().stream().collect(Collectors.toMap(Key::path, Key::defaultText));
        assertThat(inFile).isEqualTo(inCode);
    }

    @Test
    void shouldNameTheSameKeysAndDefaultsInTheEnvironmentFile() throws IOException {
        final Map<String, String> inFile = new LinkedHashMap<>();
        for (final String line : Files.readAllLines(ENV)) {
            final Matcher matcher = ENV_LINE.matcher(line);
            if (matcher.matches()) {
                assertThat(inFile.put(matcher.group(1), matcher.group(2))).isNull();
            }
        }
        final Map<String, String> inCode =
                Keys.all().stream().collect(Collectors.toMap(Key::environmentName, Key::defaultText));
        assertThat(inFile).isEqualTo(inCode);
    }

    @Test
    void shouldDescribeEveryKeyInBothFilesAsTheCodeDoes() throws IOException {
        assertThat(CONF).content().isEqualTo(SettingsText.conf());
        assertThat(ENV).content().isEqualTo(SettingsText.env());
        assertThat(Files.readString(CONF)).contains("CONNECTOR_WSS_PORT", "CONNECTOR_BINANCE_COINM_REST_URL");
    }

    @Test
    void shouldStartWithTheDefaultsOnTheFileAsItIsShipped() {
        final LoadedConfig shipped = ConfigLoader.load(CONF, Map.of());
        assertThat(shipped.warnings()).isEmpty();
        assertThat(shipped.config())
                .isEqualTo(ConfigLoader.load(null, Map.of(), Path.of("no-such-place"))
                        .config());
    }

    @Test
    void shouldStartOnTheEnvironmentFileWithEveryLineInForce() throws IOException {
        final Map<String, String> environment = new LinkedHashMap<>();
        for (final String line : Files.readAllLines(ENV)) {
            final Matcher matcher = ENV_LINE.matcher(line);
            if (matcher.matches()) {
                environment.put(matcher.group(1), matcher.group(2));
            }
        }
        assertThat(ConfigLoader.load(CONF, environment).warnings()).isEmpty();
    }

    @Test
    void shouldGiveEveryKeyANameOfItsOwn() {
        final List<Key> keys = Keys.all();
        assertThat(keys).extracting(Key::path).doesNotHaveDuplicates();
        assertThat(keys).extracting(Key::environmentName).doesNotHaveDuplicates();
        assertThat(keys)
                .allSatisfy(key -> assertThat(keys)
                        .as("no value may stand where another key has its section: " + key)
                        .noneMatch(other -> other.path().startsWith(key.path() + ".")));
    }
}
