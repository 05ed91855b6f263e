package dev.wick.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Venue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {
    private static final Venue SPOT = Exchange.BINANCE.venue("spot").orElseThrow();

    @TempDir
    Path folder;

    @Test
    void shouldTakeTheDefaultsOfThePythonConnectorWhereNothingIsSet() {
        final LoadedConfig loaded = load(Map.of());
        final ConnectorConfig config = loaded.config();
        assertThat(loaded.source()).isEqualTo("built-in defaults");
        assertThat(loaded.warnings()).isEmpty();
        assertThat(config.feed())
                .isEqualTo(new ConnectorConfig.Feed(
                        "127.0.0.1",
                        8765,
                        new ConnectorConfig.Limits(
                                5_000, 10_000, 10_000, 60_000, 20_000, 20_000, 10_000, 0, 10_000, 2_000, 262_144, 100,
                                5, 4 << 20, 16_384),
                        30_000,
                        List.of()));
        assertThat(config.door()).isEqualTo(new ConnectorConfig.Door("", false, List.of(), "", "", ""));
        assertThat(config.ops()).isEqualTo(new ConnectorConfig.Ops(true, "127.0.0.1", 8766, false));
        assertThat(config.log())
                .isEqualTo(new ConnectorConfig.Log(LogLevel.INFO, LogLevel.INFO, LogFormat.TEXT, 60_000));
        assertThat(config.pipeline())
                .isEqualTo(new ConnectorConfig.Pipeline(
                        Threading.AUTO, Waiting.BLOCK, Waiting.BLOCK, 16_384, 1_000, 0, 120_000, 10_000, 86_400_000));
        assertThat(config.legs())
                .isEqualTo(new ConnectorConfig.Legs(
                        1, Map.of(), 50, 10_000, 10_000, 90_000, 20_000, 20_000, 1_000, 30_000, 1 << 20, 3_000, 5_000,
                        30_000));
        assertThat(config.rest()).isEqualTo(new ConnectorConfig.Rest(5_000, 10, 20));
        assertThat(config.endpoint(SPOT)).isEqualTo(new ConnectorConfig.Endpoint(null, null));
        assertThat(config.shutdownTimeoutMs()).isEqualTo(10_000);
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECTOR_INACTIVITY_TIMEOUT, 3.0",
        "CONNECTOR_RECONNECT_DELAY, 1.0",
        "CONNECTOR_REST_TIMEOUT, 5.0",
        "CONNECTOR_WS_PING_INTERVAL, 20.0",
        "CONNECTOR_WS_PING_TIMEOUT, 20.0",
        "CONNECTOR_STREAM_IDLE_TIMEOUT, 10.0",
        "CONNECTOR_MAX_SYMBOL_PER_WS, 50",
        "CONNECTOR_CIRCUIT_BREAKER_FAILURE_THRESHOLD, 5",
        "CONNECTOR_CIRCUIT_BREAKER_RECOVERY_TIMEOUT, 30.0",
        "CONNECTOR_CIRCUIT_BREAKER_HALF_OPEN_CALLS, 1",
        "CONNECTOR_CLOSED_QUEUE_MAXSIZE, 1000",
        "CONNECTOR_OPEN_QUEUE_MAXSIZE, 0",
        "CONNECTOR_DEDUPLICATION_WINDOW_SECONDS, 120.0",
        "CONNECTOR_DEDUPLICATION_MAX_ENTRIES, 10000",
        "CONNECTOR_REST_POOL_CONNECTIONS, 10",
        "CONNECTOR_REST_POOL_MAXSIZE, 20",
        "CONNECTOR_WSS_HOST, 127.0.0.1",
        "CONNECTOR_WSS_PORT, 8765",
        "CONNECTOR_WSS_LOG_LEVEL, INFO",
        "CONNECTOR_LOG_LEVEL, INFO",
        "CONNECTOR_WSS_SUBSCRIBE_TIMEOUT, 10.0",
        "CONNECTOR_WSS_HEALTH_CHECK_PORT, 8766",
        "CONNECTOR_WSS_HEALTH_CHECK_ENABLED, true"
    })
    void shouldKeepTheNamesAndDefaultsOfThePythonConnector(final String name, final String defaultText) {
        assertThat(Keys.all())
                .filteredOn(key -> key.environmentName().equals(name))
                .singleElement()
                .extracting(Key::defaultText)
                .isEqualTo(defaultText);
    }

    @Test
    void shouldLetTheEnvironmentOverrideTheFile() throws IOException {
        final Path file = file("connector { wss { port = 1111, host = \"0.0.0.0\" }, rest.timeout = 2.5 }");
        final ConnectorConfig config =
                ConfigLoader.load(file, Map.of("CONNECTOR_WSS_PORT", "2222")).config();
        assertThat(config.feed().port()).isEqualTo(2222);
        assertThat(config.feed().host()).isEqualTo("0.0.0.0");
        assertThat(config.rest().timeoutMs()).isEqualTo(2_500);
    }

    @Test
    void shouldTakeTheFileOfTheWorkingDirectoryWhereNoneIsNamed() throws IOException {
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(folder.resolve("config/connector.conf"), "connector.ring.size = 2048");
        final LoadedConfig loaded = load(Map.of());
        assertThat(loaded.config().pipeline().ringSize()).isEqualTo(2_048);
        assertThat(loaded.source()).endsWith("connector.conf");
    }

    @Test
    void shouldReportEveryWrongValueAtOnceWithItsKeyAndPlaceAndWhatIsAllowed() throws IOException {
        final Path file = file("""
                connector {
                  wss.port = eighty
                  ring.size = 1000
                  binance.spot.ws-url = "http://localhost"
                }
                """);
        final ConfigException wrong = catchThrowableOfType(
                ConfigException.class,
                () -> ConfigLoader.load(
                        file,
                        Map.of("CONNECTOR_REST_TIMEOUT", "-1", "CONNECTOR_ALWAYS_ON", "binance:margin:BTCUSDT@1m")));
        assertThat(wrong.problems())
                .containsExactlyInAnyOrder(
                        "connector.wss.port (CONNECTOR_WSS_PORT) = \"eighty\", set in " + file
                                + ":2; allowed: a whole number from 0 to 65535",
                        "connector.ring.size (CONNECTOR_RING_SIZE) = \"1000\", set in " + file
                                + ":3; allowed: a power of two from 1024 to 1048576",
                        "connector.binance.spot.ws-url (CONNECTOR_BINANCE_SPOT_WS_URL) = \"http://localhost\", set in "
                                + file + ":4: the scheme is wrong or missing; allowed: ws://host:port or"
                                + " wss://host:port, two with a comma between for two legs, or empty",
                        "connector.rest.timeout (CONNECTOR_REST_TIMEOUT) = \"-1\", set in environment variable"
                                + " CONNECTOR_REST_TIMEOUT; allowed: seconds from 0.1 to 300, or with a unit as 500ms,"
                                + " 2m, 1h",
                        "connector.always-on (CONNECTOR_ALWAYS_ON) = \"binance:margin:BTCUSDT@1m\", set in environment"
                                + " variable CONNECTOR_ALWAYS_ON: binance has no contract type \"margin\" but"
                                + " [spot, usdm, coinm]; allowed: a list such as"
                                + " binance:spot:BTCUSDT@1m,binance:usdm:ETHUSDT@5m, or empty");
        assertThat(wrong).hasMessageStartingWith("5 settings are wrong, nothing was started:\n  connector.");
    }

    @Test
    void shouldWarnOfUnknownKeysAndNameTheNearestAndStartAllTheSame() throws IOException {
        final Path file = file("connector { wss.prot = 1\n wss.helth-check-port = 2\n}\nother = 3");
        final LoadedConfig loaded = ConfigLoader.load(
                file, Map.of("CONNECTOR_CLOSED_QUEUE_SIZE", "5", "PATH", "/bin", "CONNECTOR_WSS_PORT", "1234"));
        assertThat(loaded.config().feed().port()).isEqualTo(1234);
        assertThat(loaded.unknownKeys())
                .containsExactlyInAnyOrder(
                        "connector.wss.prot", "connector.wss.helth-check-port", "other", "CONNECTOR_CLOSED_QUEUE_SIZE");
        assertThat(loaded.warnings())
                .contains(
                        "connector.wss.prot (" + file
                                + ":1) is not a setting and was ignored; the nearest one is connector.wss.port",
                        "connector.wss.helth-check-port (" + file
                                + ":2) is not a setting and was ignored; the nearest one is"
                                + " connector.wss.health-check-port",
                        "CONNECTOR_CLOSED_QUEUE_SIZE (environment) is not a setting and was ignored; the nearest one is"
                                + " CONNECTOR_CLOSED_QUEUE_MAXSIZE");
    }

    @Test
    void shouldSayInWhichLineTheFileIsBroken() throws IOException {
        final Path file = file("connector {\n  wss.port = 1\n  wss.host = = \n}\n");
        assertThatThrownBy(() -> ConfigLoader.load(file, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("cannot be read at " + file + ":3: ");
    }

    @Test
    void shouldSayThatANamedFileDoesNotExist() {
        final Path file = folder.resolve("none.conf");
        assertThatThrownBy(() -> ConfigLoader.load(file, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage("The settings file " + file + " does not exist or cannot be read.");
    }

    @Test
    void shouldResolveSubstitutionsFromTheEnvironmentAndNameThoseThatAreNowhereSet() throws IOException {
        final Path good = file("connector.wss.host = ${MY_HOST}");
        assertThat(ConfigLoader.load(good, Map.of("MY_HOST", "10.0.0.7"))
                        .config()
                        .feed()
                        .host())
                .isEqualTo("10.0.0.7");
        assertThatThrownBy(() -> ConfigLoader.load(good, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("MY_HOST");
    }

    @Test
    void shouldRefuseOnePortForBothServers() {
        final Map<String, String> same =
                Map.of("CONNECTOR_WSS_PORT", "9000", "CONNECTOR_WSS_HEALTH_CHECK_PORT", "9000");
        assertThatThrownBy(() -> load(same))
                .hasMessageContaining("are both 9000")
                .hasMessageContaining("different ports");
        assertThat(load(Map.of("CONNECTOR_WSS_PORT", "0", "CONNECTOR_WSS_HEALTH_CHECK_PORT", "0"))
                        .warnings())
                .isEmpty();
        assertThat(load(Map.of("CONNECTOR_WSS_PORT", "8766", "CONNECTOR_WSS_HEALTH_CHECK_ENABLED", "false"))
                        .config()
                        .feed()
                        .port())
                .isEqualTo(8766);
    }

    @Test
    void shouldTakeAnEmptyVariableAsNotSetUnlessEmptyIsAValue() throws IOException {
        final Path file = file("connector { wss.port = 1111, always-on = \"binance:spot:BTCUSDT@1m\" }");
        final ConnectorConfig config = ConfigLoader.load(
                        file, Map.of("CONNECTOR_WSS_PORT", "", "CONNECTOR_ALWAYS_ON", ""))
                .config();
        assertThat(config.feed().port()).isEqualTo(1111);
        assertThat(config.feed().alwaysOn()).isEmpty();
    }

    @Test
    void shouldTakeTwoStreamAddressesOneForEachLegAndOneForRest() {
        final ConnectorConfig config = load(Map.of(
                        "CONNECTOR_REDUNDANT_LEGS", "2",
                        "CONNECTOR_BINANCE_SPOT_WS_URL", "ws://127.0.0.1:9001/ , wss://[::1]:9002"))
                .config();
        assertThat(config.legs().redundant()).isEqualTo(2);
        assertThat(config.endpoint(SPOT))
                .isEqualTo(new ConnectorConfig.Endpoint("ws://127.0.0.1:9001,wss://[::1]:9002", null));
    }

    @Test
    void shouldWarnOfASecondAddressThatNoLegTakes() {
        final Map<String, String> environment = Map.of("CONNECTOR_BINANCE_SPOT_WS_URL", "ws://a:1,ws://b:2");
        assertThat(load(environment).warnings())
                .singleElement()
                .asString()
                .contains("CONNECTOR_BINANCE_SPOT_WS_URL", "CONNECTOR_REDUNDANT_LEGS", "the second one has no effect");
    }

    @Test
    void shouldLetAVenueHaveItsOwnNumberOfLegs() {
        final LoadedConfig loaded = load(Map.of(
                "CONNECTOR_REDUNDANT_LEGS", "2",
                "CONNECTOR_OKX_SWAP_REDUNDANT_LEGS", "1",
                "CONNECTOR_BINANCE_SPOT_REDUNDANT_LEGS", "",
                "CONNECTOR_OKX_SWAP_WS_URL", "ws://a:1,ws://b:2",
                "CONNECTOR_BINANCE_SPOT_WS_URL", "ws://a:1,ws://b:2"));
        assertThat(loaded.config().legs().redundantByVenue())
                .containsExactly(Map.entry(Exchange.OKX.venue("swap").orElseThrow(), 1));
        assertThat(loaded.warnings())
                .singleElement()
                .asString()
                .contains("CONNECTOR_OKX_SWAP_WS_URL", "CONNECTOR_OKX_SWAP_REDUNDANT_LEGS", "no effect");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "0", "-1", "two", "1.0", "12"})
    void shouldRefuseAnyOtherNumberOfLegsOfAVenue(final String text) {
        assertThatThrownBy(() -> load(Map.of("CONNECTOR_OKX_SWAP_REDUNDANT_LEGS", text)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("CONNECTOR_OKX_SWAP_REDUNDANT_LEGS")
                .hasMessageContaining("1 to 2, or empty");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "WS_URL; ws://a:1,ws://b:2,ws://c:3; there are 3 addresses, and there may be 2",
                "WS_URL; ws://a:1,; beside a comma, the address is missing",
                "WS_URL; ws://a:1,http://b:2; the scheme is wrong or missing",
                "REST_URL; http://a:1,http://b:2; there are 2 addresses, and there may be 1"
            })
    void shouldSayWhatIsWrongWithAPairOfAddresses(final String name, final String text, final String reason) {
        assertThatThrownBy(() -> load(Map.of("CONNECTOR_BINANCE_SPOT_" + name, text)))
                .hasMessageContaining("CONNECTOR_BINANCE_SPOT_" + name)
                .hasMessageContaining(reason);
    }

    @Test
    void shouldReadSeriesAsTextOrAsAList() throws IOException {
        final List<SeriesName> expected = List.of(
                new SeriesName(SPOT, "BTCUSDT", Interval.M1),
                new SeriesName(Exchange.BINANCE.venue("um").orElseThrow(), "ETHUSDT", Interval.MONTH1));
        final Path list = file("connector.always-on = [ \"binance:spot:BTCUSDT@1m\", \"binance:um:ETHUSDT@1M\" ]");
        assertThat(ConfigLoader.load(list, Map.of()).config().feed().alwaysOn()).isEqualTo(expected);
        assertThat(load(Map.of("CONNECTOR_ALWAYS_ON", " binance:spot:BTCUSDT , binance:usdm:ETHUSDT@1M,"))
                        .config()
                        .feed()
                        .alwaysOn())
                .isEqualTo(expected);
    }

    @Test
    void shouldTakeEndpointsWithoutTheSlashAtTheirEnd() {
        final ConnectorConfig config = load(Map.of(
                        "CONNECTOR_BINANCE_SPOT_WS_URL",
                        "ws://127.0.0.1:9001/",
                        "CONNECTOR_BINANCE_SPOT_REST_URL",
                        "https://[::1]:9002"))
                .config();
        assertThat(config.endpoint(SPOT))
                .isEqualTo(new ConnectorConfig.Endpoint("ws://127.0.0.1:9001", "https://[::1]:9002"));
    }

    @ParameterizedTest
    @CsvSource({
        "10, 10000",
        "0.5, 500",
        "0.1, 100",
        "250ms, 250",
        "2 m, 120000",
        "1.5s, 1500",
        "1e1, 10000",
        "0.1005, 100"
    })
    void shouldReadDurationsWithAndWithoutAUnit(final String text, final long expectedMs) {
        assertThat(load(Map.of("CONNECTOR_REST_TIMEOUT", text)).config().rest().timeoutMs())
                .isEqualTo(expectedMs);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ten",
                "NaN",
                "Infinity",
                "s",
                "ms",
                "-5",
                "301",
                "1e999999999",
                "1e-999999999",
                "0.0001",
                "5 parsecs",
                "0x10",
                "1,5",
                "9999999999999999999999999999999999"
            })
    void shouldRefuseWhatIsNoDurationInRange(final String text) {
        assertThatThrownBy(() -> load(Map.of("CONNECTOR_REST_TIMEOUT", text)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("connector.rest.timeout")
                .hasMessageContaining("seconds from 0.1 to 300");
    }

    @ParameterizedTest
    @CsvSource({"8192, 8192", "64KiB, 65536", "2 mib, 2097152"})
    void shouldReadSizesWithAndWithoutAUnit(final String text, final int expectedBytes) {
        assertThat(load(Map.of("CONNECTOR_WSS_MAX_MESSAGE_BYTES", text))
                        .config()
                        .feed()
                        .limits()
                        .maxMessageBytes())
                .isEqualTo(expectedBytes);
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECTOR_WSS_PORT, 80.5",
        "CONNECTOR_WSS_PORT, 65536",
        "CONNECTOR_WSS_MAX_MESSAGE_BYTES, 1TB",
        "CONNECTOR_WSS_MAX_MESSAGE_BYTES, 4GiB",
        "CONNECTOR_LOG_LEVEL, LOUD",
        "CONNECTOR_LOG_FORMAT, xml",
        "CONNECTOR_WAIT_EGRESS, sleep",
        "CONNECTOR_WSS_HEALTH_CHECK_ENABLED, perhaps",
        "CONNECTOR_CPU_LEGS, 1-",
        "CONNECTOR_WSS_HOST, a b",
        "CONNECTOR_BINANCE_SPOT_WS_URL, ws://h/path",
        "CONNECTOR_BINANCE_SPOT_WS_URL, ws://",
        "CONNECTOR_BINANCE_SPOT_WS_URL, ws://u@h",
        "CONNECTOR_BINANCE_SPOT_REST_URL, http://h:99999",
        "CONNECTOR_ALWAYS_ON, BTCUSDT",
        "CONNECTOR_ALWAYS_ON, kraken:spot:X@1m",
        "CONNECTOR_ALWAYS_ON, binance:spot:BTCUSDT@7m",
        "CONNECTOR_ALWAYS_ON, binance:spot:"
    })
    void shouldRefuseWhatIsNotAllowed(final String name, final String text) {
        assertThatThrownBy(() -> load(Map.of(name, text)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("allowed: ");
    }

    @Test
    void shouldReadChoicesInAnyCaseAndTheLevelNamesOfPython() {
        final ConnectorConfig config = load(Map.of(
                        "CONNECTOR_LOG_LEVEL", "warning",
                        "CONNECTOR_WSS_LOG_LEVEL", "Debug",
                        "CONNECTOR_LOG_FORMAT", "JSON",
                        "CONNECTOR_THREADING", "Dedicated",
                        "CONNECTOR_WAIT_PIPELINE", "SPIN"))
                .config();
        assertThat(config.log())
                .isEqualTo(new ConnectorConfig.Log(LogLevel.WARN, LogLevel.DEBUG, LogFormat.JSON, 60_000));
        assertThat(config.pipeline().threading()).isEqualTo(Threading.DEDICATED);
        assertThat(config.pipeline().pipelineWait()).isEqualTo(Waiting.SPIN);
    }

    @Test
    void shouldShareOneThreadBelowFourCores() {
        assertThat(Threading.AUTO.on(3)).isEqualTo(Threading.SHARED);
        assertThat(Threading.AUTO.on(4)).isEqualTo(Threading.DEDICATED);
        assertThat(Threading.DEDICATED.on(1)).isEqualTo(Threading.DEDICATED);
    }

    @Test
    void shouldReadALeadingAtAsPartOfTheSymbol() {
        assertThat(SeriesName.of("binance:spot:@107"))
                .isEqualTo(new SeriesName(SPOT, "@107", Interval.M1))
                .hasToString("binance:spot:@107@1m");
        assertThat(SeriesName.of("binance:spot:x:Y@5m").symbol()).isEqualTo("x:Y");
    }

    private LoadedConfig load(final Map<String, String> environment) {
        return ConfigLoader.load(null, environment, folder);
    }

    private Path file(final String text) throws IOException {
        return Files.writeString(folder.resolve("test.conf"), text);
    }
}
