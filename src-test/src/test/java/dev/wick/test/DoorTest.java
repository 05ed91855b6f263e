package dev.wick.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The door of the whole program, as an operator meets it. */
@Timeout(120)
class DoorTest {
    private static final long SECONDS = 30;
    private static final Duration LIMIT = Duration.ofSeconds(SECONDS);
    private static final Pattern SHOWN = Pattern.compile("shown this once: (\\S+)");
    private static final Pattern OPS = Pattern.compile("Ready for subscribers.* ops=\"?(https?://[^ \"]+)");

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @CsvSource({
        "CONNECTOR_WSS_HOST, CONNECTOR_WSS_ALLOW_ANONYMOUS",
        "CONNECTOR_WSS_HEALTH_CHECK_HOST, CONNECTOR_WSS_HEALTH_CHECK_ALLOW_ANONYMOUS"
    })
    void shouldNotStartWhereStrangersComeInUnasked(final String key, final String allow) {
        final EngineUnderTest engine = new EngineUnderTest().with(key, "0.0.0.0");
        try (WickProcess wick = new WickProcess(engine.environment(), "run")) {
            assertThat(wick.exitCodeWithin(SECONDS)).isEqualTo(1);
            assertThat(wick.err())
                    .contains(key + "=0.0.0.0", "CONNECTOR_WSS_TOKENS_FILE", allow + "=true")
                    .doesNotContain("\tat ");
        }
        final Map<String, String> allowed =
                engine.with(allow, "true").with("CONNECTOR_LOG_LEVEL", "INFO").environment();
        try (WickProcess wick = new WickProcess(allowed, "run")) {
            await().atMost(LIMIT).until(() -> wick.feed() != null);
        }
    }

    @Test
    void shouldLetInWhomTheCommandMadeATokenForAndTellNoSecretToAnybody() throws Exception {
        final Path file = folder.resolve("tokens.txt");
        final String token = newToken(file, "desk", "--venues", "binance:spot,okx");
        final String wrong = "wrong-" + token;
        final Map<String, String> environment = new EngineUnderTest()
                .with("CONNECTOR_LOG_LEVEL", "TRACE")
                .with("CONNECTOR_WSS_LOG_LEVEL", "TRACE")
                .with("CONNECTOR_WSS_TOKENS_FILE", file.toString())
                .with("CONNECTOR_WSS_HOST", "0.0.0.0")
                .with("CONNECTOR_WSS_HEALTH_CHECK_HOST", "0.0.0.0")
                .environment();
        try (WickProcess wick = new WickProcess(environment, "run")) {
            await().atMost(LIMIT).until(() -> wick.feed() != null);
            final URI feed = wick.feed();
            assertThat(wick.err()).contains("CONNECTOR_WSS_HOST=0.0.0.0: tokens go over the network in the clear");
            assertThatThrownBy(() -> new Subscriber(feed)).isInstanceOf(CompletionException.class);
            assertThatThrownBy(() -> new Subscriber(feed.resolve("/?token=" + wrong)))
                    .isInstanceOf(CompletionException.class)
                    .rootCause()
                    .message()
                    .doesNotContain(token);
            try (Subscriber subscriber = new Subscriber(feed.resolve("/?token=" + token))) {
                subscriber.send("{\"op\":\"subscribe\",\"exchange\":\"bybit\",\"contract_type\":\"spot\","
                        + "\"symbols\":[\"BTCUSDT\"],\"interval\":\"1m\"}");
                await().atMost(LIMIT).until(() -> !subscriber.messages("error").isEmpty());
                assertThat(subscriber.texts().toString())
                        .contains("\"forbidden\"")
                        .doesNotContain(token);
            }
            final URI ops = ops(wick);
            assertThat(get(ops.resolve("/health"), "").statusCode()).isEqualTo(401);
            assertThat(get(ops.resolve("/health?token=" + token), "").statusCode())
                    .isEqualTo(401);
            assertThat(get(ops.resolve("/health"), "Bearer " + wrong).body()).doesNotContain(token);
            final HttpResponse<String> metrics = get(ops.resolve("/metrics"), "Bearer " + token);
            assertThat(metrics.statusCode()).isEqualTo(200);
            assertThat(metrics.body())
                    .contains("connector_connections_refused_total{server=\"feed\",reason=\"no_token\",} 1.0")
                    .contains("connector_connections_refused_total{server=\"feed\",reason=\"wrong_token\",} 1.0")
                    .contains("connector_tokens 1.0")
                    .doesNotContain(token);
            wick.terminate();
            assertThat(wick.exitCodeWithin(SECONDS)).isZero();
            assertThat(wick.err() + wick.out())
                    .contains("connection refused")
                    .contains("DEBUG")
                    .doesNotContain(token)
                    .doesNotContain("token=");
        }
    }

    @Test
    void shouldSpeakTlsWithTokensOnBothServersAndShowACertificateThatWasRenewed() throws Exception {
        final TestCertificate first = TestCertificate.in(folder, "first");
        final TestCertificate second = TestCertificate.in(folder, "second");
        final Path certificate = folder.resolve("wick.crt");
        final Path key = folder.resolve("wick.key");
        first.writeTo(certificate, key);
        final Path file = folder.resolve("tokens.txt");
        final String token = newToken(file, "desk");
        final Map<String, String> environment = new EngineUnderTest()
                .with("CONNECTOR_LOG_LEVEL", "TRACE")
                .with("CONNECTOR_WSS_LOG_LEVEL", "TRACE")
                .with("CONNECTOR_WSS_HEALTH_CHECK_HOST", "0.0.0.0")
                .with("CONNECTOR_WSS_TOKENS_FILE", file.toString())
                .with("CONNECTOR_WSS_TLS_CERT_FILE", certificate.toString())
                .with("CONNECTOR_WSS_TLS_KEY_FILE", key.toString())
                .environment();
        try (WickProcess wick = new WickProcess(environment, "run")) {
            await().atMost(LIMIT).until(() -> wick.feed() != null);
            final URI feed = wick.feed().resolve("/?token=" + token);
            assertThat(feed.getScheme()).isEqualTo("wss");
            assertThatThrownBy(() -> new Subscriber(feed)).isInstanceOf(CompletionException.class);
            try (Subscriber subscriber = new Subscriber(feed, null, first.client())) {
                subscriber.send("{\"op\":\"ping\"}");
                await().atMost(LIMIT).until(() -> !subscriber.messages("pong").isEmpty());
            }
            final HttpRequest metrics = HttpRequest.newBuilder(ops(wick).resolve("/metrics"))
                    .header("Authorization", "Bearer " + token)
                    .build();
            assertThat(first.client()
                            .send(metrics, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains("connector_tls_certificate_expiry_seconds ")
                    .contains("connector_door_files_stale{files=\"tls\",} 0.0");
            second.writeTo(certificate, key);
            await().atMost(LIMIT).until(() -> wick.err().contains("Read TLS certificate and key again"));
            assertThatThrownBy(() -> new Subscriber(feed, null, first.client()))
                    .isInstanceOf(CompletionException.class);
            new Subscriber(feed, null, second.client()).close();
            // The token goes as well, and its connection.
            try (Subscriber subscriber = new Subscriber(feed, null, second.client())) {
                Files.writeString(file, "# nobody\n");
                await().atMost(LIMIT).until(() -> subscriber.closeCode() == 1008);
            }
            wick.terminate();
            assertThat(wick.exitCodeWithin(SECONDS)).isZero();
            assertThat(wick.err())
                    .contains("nobody is let in")
                    .doesNotContain(token)
                    .doesNotContain("token=");
        }
    }

    @Test
    void shouldNotStartWithACertificateWithoutItsKey() {
        final Map<String, String> environment = new EngineUnderTest()
                .with("CONNECTOR_WSS_TLS_CERT_FILE", folder.resolve("none.crt").toString())
                .environment();
        try (WickProcess wick = new WickProcess(environment, "run")) {
            assertThat(wick.exitCodeWithin(SECONDS)).isEqualTo(1);
            assertThat(wick.err()).contains("CONNECTOR_WSS_TLS_KEY_FILE is not").doesNotContain("\tat ");
        }
    }

    /** Makes a token by the command, adds its line to the file, and gives it. */
    private static String newToken(final Path file, final String name, final String... options) throws IOException {
        final String[] arguments = new String[2 + options.length];
        arguments[0] = "token";
        arguments[1] = name;
        System.arraycopy(options, 0, arguments, 2, options.length);
        try (WickProcess wick = new WickProcess(Map.of(), arguments)) {
            assertThat(wick.exitCodeWithin(SECONDS)).isZero();
            final Matcher shown = SHOWN.matcher(wick.err());
            assertThat(shown.find()).as(wick.err()).isTrue();
            assertThat(wick.out()).startsWith(name + " ").doesNotContain(shown.group(1));
            Files.writeString(file, wick.out() + "\n");
            return shown.group(1);
        }
    }

    private static URI ops(final WickProcess wick) {
        final Matcher matcher = OPS.matcher(wick.err());
        assertThat(matcher.find()).isTrue();
        return URI.create(matcher.group(1));
    }

    private HttpResponse<String> get(final URI uri, final String authorization)
            throws IOException, InterruptedException {
        final HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
