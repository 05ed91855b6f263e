package dev.wick.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user sees who starts the program, rightly or wrongly: exit code, message, and where it is printed. */
@Timeout(60)
class CommandLineTest {
    private static final long SECONDS = 30;

    @ParameterizedTest
    @CsvSource({"CONNECTOR_WSS_PORT", "CONNECTOR_WSS_HEALTH_CHECK_PORT"})
    void shouldNameTheSettingOfAPortThatIsInUse(final String key) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                WickProcess wick = new WickProcess(with(key, Integer.toString(taken.getLocalPort())), "run")) {
            assertThat(wick.exitCodeWithin(SECONDS)).isEqualTo(1);
            assertThat(wick.err()).contains(key).contains(Integer.toString(taken.getLocalPort()));
            assertThat(wick.err()).doesNotContain("\tat ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECTOR_RING_SIZE, many, power of two",
        "CONNECTOR_RING_SIZE, 1000, power of two",
        "CONNECTOR_WSS_PORT, 70000, 65535",
        "CONNECTOR_THREADING, several, dedicated",
        "CONNECTOR_BINANCE_SPOT_WS_URL, localhost:1, ws",
        "CONNECTOR_ALWAYS_ON, BTCUSDT, :"
    })
    void shouldNameKeyValueWhatIsAllowedAndTheSourceOfAWrongSetting(
            final String key, final String value, final String allowed) {
        try (WickProcess wick = new WickProcess(with(key, value), "run")) {
            assertThat(wick.exitCodeWithin(SECONDS)).isEqualTo(1);
            assertThat(wick.err())
                    .contains(key)
                    .contains(value)
                    .containsIgnoringCase(allowed)
                    .contains("environment");
            assertThat(wick.err()).doesNotContain("\tat ");
        }
    }

    @Test
    void shouldStartDespiteAnUnknownSettingAndNameTheNearestKnownOne() {
        final Map<String, String> environment = with("CONNECTOR_WSS_PROT", "1");
        environment.put("CONNECTOR_LOG_LEVEL", "INFO");
        try (WickProcess wick = new WickProcess(environment, "run")) {
            await().atMost(Duration.ofSeconds(SECONDS)).until(() -> wick.feed() != null);
            assertThat(wick.err()).containsPattern("WARN.*CONNECTOR_WSS_PROT.*CONNECTOR_WSS_PORT");
            wick.terminate();
            assertThat(wick.exitCodeWithin(SECONDS)).isZero();
        }
    }

    @Test
    void shouldSayThatTheSettingsFileIsNotThere() {
        try (WickProcess wick =
                new WickProcess(with("CONNECTOR_LOG_LEVEL", "INFO"), "run", "--config", "nowhere.conf")) {
            assertThat(wick.exitCodeWithin(SECONDS)).isEqualTo(1);
            assertThat(wick.err()).contains("nowhere.conf").doesNotContain("\tat ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "run --help", "demo --help", "stream --help", "simulate --help", "token --help"})
    void shouldPrintHelp(final String arguments) {
        try (WickProcess wick = new WickProcess(Map.of(), arguments.split(" "))) {
            assertThat(wick.exitCodeWithin(SECONDS)).isZero();
            assertThat(wick.out()).contains("Usage: wick");
            assertThat(wick.err()).isEmpty();
        }
    }

    @Test
    void shouldPrintItsVersion() {
        try (WickProcess wick = new WickProcess(Map.of(), "--version")) {
            assertThat(wick.exitCodeWithin(SECONDS)).isZero();
            assertThat(wick.out()).startsWith("wick ");
        }
    }

    @ParameterizedTest
    @CsvSource({"run --fast, --fast", "fly, fly", "'', command", "stream, EXCHANGE", "demo --for soon, soon"})
    void shouldExplainAWrongUseWithExitCodeTwo(final String arguments, final String named) {
        final String[] words = arguments.isEmpty() ? new String[0] : arguments.split(" ");
        try (WickProcess wick = new WickProcess(Map.of(), words)) {
            assertThat(wick.exitCodeWithin(SECONDS)).isEqualTo(2);
            assertThat(wick.err()).contains(named).contains("Usage: wick");
            assertThat(wick.out()).isEmpty();
        }
    }

    private static Map<String, String> with(final String key, final String value) {
        final Map<String, String> environment = new HashMap<>(new EngineUnderTest().environment());
        environment.put(key, value);
        return environment;
    }
}
