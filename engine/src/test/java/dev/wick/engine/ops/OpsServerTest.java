package dev.wick.engine.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dslplatform.json.DslJson;
import dev.wick.engine.door.Door;
import dev.wick.engine.door.DoorException;
import dev.wick.engine.door.DoorSettings;
import dev.wick.engine.door.NewToken;
import dev.wick.engine.door.TestIdentity;
import dev.wick.engine.door.TlsFiles;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OpsServerTest {
    private static final String LOOPBACK = "127.0.0.1";
    private static final long NOW_MS = 1_795_505_700_123L;

    private final List<VenueHealth> venues = new CopyOnWriteArrayList<>();
    private final Map<String, String> cores = new ConcurrentSkipListMap<>();
    private final AtomicBoolean shuttingDown = new AtomicBoolean();
    private final Metrics metrics = new Metrics();
    private final HttpClient client = HttpClient.newHttpClient();
    private OpsServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        server = start(0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldBeHealthyWhileTheProcessLives() throws Exception {
        final HttpResponse<String> response = get("/health");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("application/json; charset=utf-8");
        assertThat(response.body()).isEqualTo("{\"status\":\"healthy\",\"timestamp\":\"2026-11-24T07:35:00.123Z\"}");
    }

    @Test
    void shouldNotBeReadyWithoutAHealthyVenue() throws Exception {
        assertThat(get("/ready").statusCode()).isEqualTo(503);
        venues.add(new VenueHealth("binance", "coinm", 0, 0, 0, 3, 2, "open", false));
        final HttpResponse<String> response = get("/ready");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body())
                .isEqualTo("{\"status\":\"not_ready\",\"timestamp\":\"2026-11-24T07:35:00.123Z\",\"exchanges\":["
                        + "{\"exchange\":\"binance\",\"contract_type\":\"coinm\",\"active_connections\":0,"
                        + "\"last_message_time\":null,\"total_quotes\":0,\"total_errors\":3,"
                        + "\"consecutive_failures\":2,\"circuit_state\":\"open\",\"healthy\":false}]}");
    }

    @Test
    void shouldShowTheCoresOfThreadsThatArePinned() throws Exception {
        cores.put("egress", "3");
        cores.put("leg-bin-sp-0a", "4-5");
        assertThat(get("/ready").body())
                .endsWith("\"threads\":[{\"name\":\"egress\",\"cores\":\"3\"},"
                        + "{\"name\":\"leg-bin-sp-0a\",\"cores\":\"4-5\"}]}");
    }

    @Test
    void shouldBeReadyWithOneHealthyVenueUntilAShutdownBegins() throws Exception {
        venues.add(new VenueHealth("binance", "coinm", 0, 0, 0, 3, 2, "open", false));
        venues.add(new VenueHealth("binance", "spot", 2, NOW_MS, 1L << 40, 0, 0, "closed", true));
        final HttpResponse<String> ready = get("/ready?verbose=1");
        assertThat(ready.statusCode()).isEqualTo(200);
        final Map<?, ?> body = parse(ready.body());
        assertThat(body.get("status")).isEqualTo("ready");
        assertThat(((Map<?, ?>) ((List<?>) body.get("exchanges")).get(1)).get("total_quotes"))
                .isEqualTo(1L << 40);
        assertThat(ready.body()).contains("\"last_message_time\":\"2026-11-24T07:35:00.123Z\"");

        shuttingDown.set(true);
        assertThat(get("/ready").statusCode()).isEqualTo(503);
        assertThat(get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldServeTheMetricsAsPrometheusAsksForThem() throws Exception {
        metrics.counter(Metric.QUEUE_BLOCKING_EVENTS).add(4);
        final HttpResponse<String> response = get("/metrics");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(response.body()).contains("connector_queue_blocking_events_total 4.0\n");
    }

    @Test
    void shouldSayWhatThereIsToAPathThatIsNot() throws Exception {
        for (final String path : List.of("/", "/healthy", "/health/x", "/metrics%22%0a")) {
            final HttpResponse<String> response = get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(404);
            assertThat(parse(response.body()).get("error")).asString().contains("/health", "/ready", "/metrics");
        }
    }

    @Test
    void shouldRefuseOtherMethodsAndAnswerHeadWithoutABody() throws Exception {
        final HttpResponse<String> post = send("/ready", "POST");
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.headers().firstValue("allow")).contains("GET, HEAD");
        assertThat(parse(post.body()).get("error")).asString().contains("POST");
        final HttpResponse<String> head = send("/health", "HEAD");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void shouldAnswer500AndGoOnWhenAVenueCannotSayHowItIs() throws Exception {
        venues.add(null);
        try (LogCapture log = new LogCapture(ErrorLog.class)) {
            assertThat(get("/ready").statusCode()).isEqualTo(500);
            assertThat(log.events()).hasSize(1);
        }
        venues.clear();
        assertThat(get("/ready").statusCode()).isEqualTo(503);
        assertThat(metrics.value(Metric.HANDLER_ERRORS, "ops-http")).isEqualTo(1);
    }

    @Test
    void shouldNameTheSettingWhenThePortIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> start(taken.getLocalPort()))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("CONNECTOR_WSS_HEALTH_CHECK_PORT");
        }
        assertThatThrownBy(() -> OpsServer.start(
                        "no-such-host.invalid",
                        0,
                        Door.of(DoorSettings.defaults()),
                        null,
                        List::of,
                        () -> false,
                        Map::of,
                        () -> 0,
                        metrics,
                        new ErrorLog(metrics)))
                .isInstanceOf(BindException.class)
                .hasMessageContaining("CONNECTOR_WSS_HEALTH_CHECK_HOST");
    }

    @Test
    void shouldGoOnAnsweringWhileClientsHoldBackTheirRequests() throws Exception {
        final Socket[] slow = new Socket[3];
        try {
            for (int i = 0; i < slow.length; i++) {
                slow[i] = new Socket(InetAddress.getLoopbackAddress(), server.port());
                slow[i].getOutputStream().write("GET /health HT".getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(get("/health").statusCode()).isEqualTo(200);
        } finally {
            for (final Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void shouldAnswerGarbageWithAnErrorAndGoOn() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            final OutputStream out = socket.getOutputStream();
            out.write("\u0001\u0002 garbage\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            final String status = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            assertThat(status == null || status.contains(" 400 ")).as(status).isTrue();
        }
        assertThat(get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldAskForATokenOnOtherInterfacesThanLoopback() throws Exception {
        final NewToken made = NewToken.make("prometheus", "", new SplittableRandom(3));
        final DoorSettings door = new DoorSettings(
                Files.writeString(folder.resolve("tokens.txt"), made.line()).toString(), false, false, List.of());
        server.close();
        server = start("0.0.0.0", 0, door);
        for (final String path : List.of("/health", "/ready", "/metrics", "/nothing")) {
            final HttpResponse<String> none = get(path);
            assertThat(none.statusCode()).as(path).isEqualTo(401);
            assertThat(none.headers().firstValue("www-authenticate")).contains("Bearer");
            assertThat(parse(none.body()).get("error")).isEqualTo("no_token");
            final HttpResponse<String> wrong = get(path, "Bearer " + made.token() + "x");
            assertThat(wrong.statusCode()).as(path).isEqualTo(401);
            assertThat(parse(wrong.body()).get("error")).isEqualTo("wrong_token");
            assertThat(get(path, "Bearer " + made.token()).statusCode())
                    .as(path)
                    .isNotEqualTo(401);
        }
        assertThat(metrics.value(Metric.CONNECTIONS_REFUSED, "ops", "no_token")).isEqualTo(4);
        assertThat(metrics.value(Metric.CONNECTIONS_REFUSED, "ops", "wrong_token"))
                .isEqualTo(4);
        server.close();
        server = start(LOOPBACK, 0, door);
        assertThat(get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldSpeakTlsOnlyWhereThatIsSetAndShowTheNewestCertificate() throws Exception {
        final TestIdentity first = TestIdentity.of(folder, "first");
        final TestIdentity second = TestIdentity.of(folder, "second");
        final TlsFiles files = new TlsFiles(
                folder.resolve("ops.crt").toString(), folder.resolve("ops.key").toString(), "");
        first.writeTo(Path.of(files.certificate()), Path.of(files.key()));
        final Door door = Door.of(new DoorSettings("", false, false, List.of(), files));
        server.close();
        server = OpsServer.start(
                LOOPBACK,
                0,
                door,
                PrometheusExport.of(metrics),
                () -> venues,
                shuttingDown::get,
                () -> cores,
                () -> NOW_MS,
                metrics,
                new ErrorLog(metrics));
        assertThat(secureStatus(first)).isEqualTo(200);
        assertThatThrownBy(() -> secureStatus(second)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> get("/health")).isInstanceOf(IOException.class);
        second.writeTo(Path.of(files.certificate()), Path.of(files.key()));
        for (int i = 0; i < 3; i++) {
            door.tick(i * 1_000L);
        }
        assertThat(secureStatus(second)).isEqualTo(200);
        assertThatThrownBy(() -> secureStatus(first)).isInstanceOf(IOException.class);
    }

    private int secureStatus(final TestIdentity trusted) throws Exception {
        final HttpRequest request = HttpRequest.newBuilder(
                        URI.create("https://" + LOOPBACK + ":" + server.port() + "/health"))
                .build();
        return HttpClient.newBuilder()
                .sslContext(trusted.clientContext(null))
                .build()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    @Test
    void shouldNotListenWhereStrangersComeInUnasked() throws Exception {
        assertThatThrownBy(() -> start("0.0.0.0", 0, DoorSettings.defaults()))
                .isInstanceOf(DoorException.class)
                .hasMessageContaining("CONNECTOR_WSS_HEALTH_CHECK_HOST=0.0.0.0");
        server.close();
        server = start("0.0.0.0", 0, new DoorSettings("", false, true, List.of()));
        assertThat(get("/health").statusCode()).isEqualTo(200);
    }

    private OpsServer start(final int port) throws IOException, DoorException {
        return start(LOOPBACK, port, DoorSettings.defaults());
    }

    private OpsServer start(final String host, final int port, final DoorSettings door)
            throws IOException, DoorException {
        return OpsServer.start(
                host,
                port,
                Door.of(door),
                PrometheusExport.of(metrics),
                () -> venues,
                shuttingDown::get,
                () -> cores,
                () -> NOW_MS,
                metrics,
                new ErrorLog(metrics));
    }

    private HttpResponse<String> get(final String path) throws IOException, InterruptedException {
        return send(path, "GET");
    }

    private HttpResponse<String> get(final String path, final String authorization)
            throws IOException, InterruptedException {
        final HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + LOOPBACK + ":" + server.port() + path))
                .header("Authorization", authorization)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(final String path, final String method) throws IOException, InterruptedException {
        final HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + LOOPBACK + ":" + server.port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static Map<?, ?> parse(final String json) throws IOException {
        return new DslJson<>().deserialize(Map.class, new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
