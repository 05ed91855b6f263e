package dev.wick.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wick.adapters.Simulators;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.SimulatedExchange;
import dev.wick.adapters.sim.SimulatorOptions;
import dev.wick.engine.Connector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Health, readiness and metrics, as a monitor outside sees them. */
@Timeout(60)
class OpsEndpointsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern SAMPLE = Pattern.compile(
            "[a-z_]+(\\{[a-z_]+=\"[^\"]*\"(,[a-z_]+=\"[^\"]*\")*,?\\})? (-?[0-9.]+(E-?[0-9]+)?|NaN|\\+Inf)");
    private static final List<String> PROMISED = List.of(
            "connector_quotes_processed_total{exchange=\"binance\",contract_type=\"spot\",is_closed=\"true\"",
            "connector_quotes_processed_total{exchange=\"binance\",contract_type=\"spot\",is_closed=\"false\"",
            "connector_quote_latency_seconds_bucket{exchange=\"binance\",contract_type=\"spot\"",
            "connector_quote_latency_seconds_sum{exchange=\"binance\",contract_type=\"spot\"",
            "connector_quote_latency_seconds_count{exchange=\"binance\",contract_type=\"spot\"",
            "connector_active_connections{exchange=\"binance\",contract_type=\"spot\"",
            "connector_connection_errors_total{exchange=\"binance\",contract_type=\"spot\",error_type=\"disconnected\"",
            "connector_reconnections_total{exchange=\"binance\",contract_type=\"spot\"",
            "connector_rest_backfills_total{exchange=\"binance\",contract_type=\"spot\",status=\"success\"",
            "connector_queue_depth_closed ",
            "connector_queue_depth_open ",
            "connector_queue_blocking_events_total ",
            "connector_queue_overflow_events_total ",
            "connector_queue_superseded_total ",
            "connector_circuit_breaker_state{exchange=\"binance\",contract_type=\"spot\"",
            "connector_duplicates_filtered_total{exchange=\"binance\",contract_type=\"spot\"",
            "connector_hop_latency_seconds{hop=\"total\",quantile=\"0.99\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private final SimulatedExchange exchange = Simulators.start(
            Exchange.BINANCE,
            new SimulatorOptions().symbols(5).updatesPerSecond(50).closedEvery(Interval.M1, 500));
    private final Connector engine = new EngineUnderTest()
            .at(Exchange.BINANCE.venue("spot").orElseThrow(), exchange)
            .launch();

    @AfterEach
    void stop() {
        engine.close();
        exchange.close();
    }

    @Test
    void shouldBeHealthyFromTheStartAndReadyWhenAVenueIsLive() {
        assertThat(get("/health").statusCode()).isEqualTo(200);
        assertThat(get("/health").body()).startsWith("{\"status\":\"healthy\",\"timestamp\":\"");
        assertThat(get("/ready").statusCode()).isEqualTo(503);
        assertThat(get("/ready").body()).contains("\"status\":\"not_ready\"").contains("\"exchanges\":[]");

        try (Subscriber subscriber = subscribe("BTCUSDT")) {
            awaitClosed(subscriber, 1);
            await().atMost(PATIENCE).until(() -> get("/ready").statusCode() == 200);
            assertThat(get("/ready").body())
                    .containsPattern("\\{\"status\":\"ready\",\"timestamp\":\"[^\"]+\",\"exchanges\":\\[\\{"
                            + "\"exchange\":\"binance\",\"contract_type\":\"spot\",\"active_connections\":1,"
                            + "\"last_message_time\":\"[^\"]+\",\"total_quotes\":[1-9]\\d*,\"total_errors\":0,"
                            + "\"consecutive_failures\":0,\"circuit_state\":\"closed\",\"healthy\":true\\}\\]\\}");
        }
    }

    @Test
    void shouldNotBeReadyOnceTheExchangeIsGone() {
        try (Subscriber subscriber = subscribe("BTCUSDT")) {
            awaitClosed(subscriber, 1);
            await().atMost(PATIENCE).until(() -> get("/ready").statusCode() == 200);
            exchange.close();
            await().atMost(PATIENCE).until(() -> get("/ready").statusCode() == 503);
            assertThat(get("/health").statusCode()).isEqualTo(200);
            await().atMost(PATIENCE).until(() -> get("/ready").body().matches(".*\"consecutive_failures\":[1-9].*"));
        }
    }

    @Test
    void shouldNotBeReadyOnceAShutdownHasBegun() {
        try (Subscriber subscriber = subscribe("BTCUSDT")) {
            awaitClosed(subscriber, 1);
            await().atMost(PATIENCE).until(() -> get("/ready").statusCode() == 200);
            final CompletableFuture<Void> closing;
            try (EgressStall stall = new EgressStall(engine)) {
                closing = CompletableFuture.runAsync(engine::close);
                await().atMost(PATIENCE).until(() -> get("/ready").statusCode() == 503);
                assertThat(get("/health").statusCode()).isEqualTo(200);
                assertThat(closing).isNotDone();
                assertThat(stall).isNotNull();
            }
            await().atMost(PATIENCE).until(closing::isDone);
            await().atMost(PATIENCE).until(() -> subscriber.closeCode() == 1001);
        }
    }

    @Test
    void shouldExportThePromisedMetricsInLinesThatCanBeParsed() {
        try (Subscriber subscriber = subscribe("BTCUSDT")) {
            awaitClosed(subscriber, 2);
            exchange.faults().disconnectAll();
            awaitClosed(subscriber, 6);
            await().atMost(PATIENCE).untilAsserted(() -> {
                final String page = get("/metrics").body();
                for (final String promised : PROMISED) {
                    assertThat(page).contains("\n" + promised);
                }
            });
            assertThat(get("/metrics").body().lines().filter(line -> !line.startsWith("#")))
                    .isNotEmpty()
                    .allMatch(line -> SAMPLE.matcher(line).matches());
        }
    }

    @Test
    void shouldCountWhatWasDelivered() {
        try (Subscriber subscriber = subscribe("BTCUSDT")) {
            awaitClosed(subscriber, 3);
            subscriber.send("{\"op\":\"unsubscribe\",\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"]}");
            await().atMost(PATIENCE)
                    .until(() -> !subscriber.messages("unsubscribed").isEmpty());
            final long closed = subscriber.closedQuotes("BTCUSDT").size();
            final long open = subscriber.messages("quote").size() - closed;
            assertThat(value("connector_quotes_sent_total{is_closed=\"true\"")).isEqualTo(closed);
            assertThat(value("connector_quotes_sent_total{is_closed=\"false\"")).isEqualTo(open);
            assertThat(value("connector_subscribers")).isEqualTo(1);
            assertThat(value("connector_quotes_processed_total{exchange=\"binance\",contract_type=\"spot\","
                            + "is_closed=\"true\""))
                    .isGreaterThanOrEqualTo(closed);
        }
    }

    private long value(final String sample) {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(sample))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private Subscriber subscribe(final String symbol) {
        final Subscriber subscriber = new Subscriber(engine.feedUri());
        subscriber.send("{\"op\":\"subscribe\",\"exchange\":\"binance\",\"symbols\":[\"" + symbol + "\"]}");
        return subscriber;
    }

    private static void awaitClosed(final Subscriber subscriber, final int count) {
        await().atMost(PATIENCE).until(() -> subscriber.closedQuotes("BTCUSDT").size() >= count);
    }

    private HttpResponse<String> get(final String path) {
        try {
            return http.send(
                    HttpRequest.newBuilder(engine.opsUri().resolve(path)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
