package dev.wick.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wick.adapters.Simulators;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.sim.SimulatedExchange;
import dev.wick.adapters.sim.SimulatorOptions;
import dev.wick.engine.Connector;
import dev.wick.engine.UserError;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads on cores of their own, by what the kernel says of them. */
@Timeout(60)
class PinningTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Path TASKS = Path.of("/proc/self/task");
    private static final String ALLOWED = "Cpus_allowed_list:";

    private String core;

    @BeforeEach
    void chooseACore() throws IOException {
        assumeTrue(Files.isDirectory(TASKS), "threads can be pinned on Linux only");
        core = allowed(Path.of("/proc/self")).split("[-,]", -1)[0];
    }

    private static String allowed(final Path task) throws IOException {
        try (Stream<String> lines = Files.lines(task.resolve("status"))) {
            return lines.filter(line -> line.startsWith(ALLOWED))
                    .map(line -> line.substring(ALLOWED.length()).strip())
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Whether there is a thread whose name begins so, and all such run on the core alone. */
    private boolean isPinned(final String name) {
        try (Stream<Path> all = Files.list(TASKS)) {
            final List<Path> tasks = all.toList();
            boolean any = false;
            for (final Path task : tasks) {
                if (Files.readString(task.resolve("comm")).startsWith(name)) {
                    any = true;
                    if (!allowed(task).equals(core)) {
                        return false;
                    }
                }
            }
            return any;
        } catch (final IOException e) {
            // A thread has ended meanwhile.
            return false;
        }
    }

    @Test
    void shouldRunEachPinnedThreadOnItsCoreAndShowThatWhenAskedWhetherReady() throws Exception {
        try (SimulatedExchange exchange = Simulators.start(
                        Exchange.BINANCE, new SimulatorOptions().symbols(2).updatesPerSecond(20));
                Connector engine = new EngineUnderTest()
                        .at(Exchange.BINANCE.venue("spot").orElseThrow(), exchange)
                        .with("CONNECTOR_THREADING", "dedicated")
                        .with("CONNECTOR_CPU_PIPELINE", core)
                        .with("CONNECTOR_CPU_EGRESS", core)
                        .with("CONNECTOR_CPU_LEGS", core)
                        .with("CONNECTOR_ALWAYS_ON", "binance:spot:BTCUSDT@1m")
                        .launch()) {
            assertThat(isPinned("pipeline")).isTrue();
            assertThat(isPinned("egress")).isTrue();
            await().atMost(PATIENCE).until(() -> isPinned("leg-bin-sp"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(ready(engine))
                            .contains(
                                    "{\"name\":\"egress\",\"cores\":\"" + core + "\"}",
                                    "{\"name\":\"pipeline\",\"cores\":\"" + core + "\"}")
                            .containsPattern("\\{\"name\":\"leg-bin-sp[^\"]*\",\"cores\":\"" + core + "\"}"));
        }
    }

    private static String ready(final Connector engine) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(engine.opsUri().resolve("/ready"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void shouldNotStartOnACoreThatIsNotThere() {
        assertThatThrownBy(() -> new EngineUnderTest()
                        .with("CONNECTOR_CPU_PIPELINE", "9999")
                        .launch())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("CONNECTOR_CPU_PIPELINE=9999: this machine has no core 9999");
    }

    @Test
    void shouldNotStartWithTwoThreadsThatSpinOnOneCore() {
        assertThatThrownBy(() -> new EngineUnderTest()
                        .with("CONNECTOR_THREADING", "dedicated")
                        .with("CONNECTOR_WAIT_PIPELINE", "spin")
                        .with("CONNECTOR_WAIT_EGRESS", "spin")
                        .with("CONNECTOR_CPU_PIPELINE", core)
                        .with("CONNECTOR_CPU_EGRESS", core)
                        .launch())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("two threads would spin on core " + core);
    }
}
