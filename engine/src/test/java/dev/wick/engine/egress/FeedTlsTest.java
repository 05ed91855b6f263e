package dev.wick.engine.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wick.engine.door.Door;
import dev.wick.engine.door.DoorSettings;
import dev.wick.engine.door.TestIdentity;
import dev.wick.engine.door.TlsFiles;
import dev.wick.engine.egress.RawClient.Frame;
import dev.wick.engine.ops.Metric;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The feed over TLS, on real sockets. */
@Timeout(40)
class FeedTlsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String BTC =
            "{\"op\":\"subscribe\",\"id\":1,\"exchange\":\"binance\",\"contract_type\":\"spot\","
                    + "\"symbols\":[\"BTCUSDT\"],\"interval\":\"1m\"}";

    @TempDir
    private static Path folder;

    private static TestIdentity server;
    private static TestIdentity other;
    private static SSLContext trusting;

    private long nowMs;
    private Door door;
    private FeedHarness feed;
    private RawClient good;

    @BeforeAll
    static void makeIdentities() throws Exception {
        server = TestIdentity.of(folder, "server");
        other = TestIdentity.of(folder, "other", 90, "-keyalg", "RSA", "-keysize", "2048");
        trusting = server.clientContext(null);
    }

    @BeforeEach
    void start() throws Exception {
        start(server.files());
    }

    private void start(final TlsFiles files) throws Exception {
        door = Door.of(new DoorSettings("", false, false, List.of(), files));
        feed = FeedHarness.running(
                new FeedOptions()
                        .maxMessageBytes(256 * 1024)
                        .handshakeTimeoutMs(10_000)
                        .backlog(64 * 1024, 32 * 1024 * 1024, 1_000_000)
                        .build(),
                door);
        if (files.clientCa().isEmpty()) {
            good = secure().upgraded();
            good.send(BTC);
            assertThat(good.nextText()).contains("\"subscribed\"");
        }
    }

    @AfterEach
    void stop() throws Exception {
        if (good != null) {
            // Whatever the test did: who was served before still is.
            good.send("{\"op\":\"ping\",\"id\":\"last\"}");
            String text = good.nextText();
            while (!text.contains("\"last\"")) {
                text = good.nextText();
            }
            good.close();
        }
        feed.close();
    }

    private RawClient secure(final String... versions) throws IOException {
        return RawClient.secure(feed, trusting, 0, versions);
    }

    private double refused(final String reason) {
        return feed.metrics.value(Metric.CONNECTIONS_REFUSED, "feed", reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void shouldServeInTheVersionsThatAreSafe(final String version) throws Exception {
        try (RawClient client = secure(version).upgraded()) {
            assertThat(client.session().getProtocol()).isEqualTo(version);
            client.send(BTC);
            assertThat(client.nextText()).contains("\"subscribed\"");
        }
    }

    @Test
    void shouldServeTheClientOfTheJdk() throws Exception {
        final JdkClient client = JdkClient.secure(feed, trusting).send(BTC);
        assertThat(client.next()).contains("\"subscribed\"");
        client.closeNormally();
        assertThat(client.closeCode()).isEqualTo(1000);
    }

    @Test
    void shouldRefuseVersionsThatAreNotSafe() {
        assertThatThrownBy(() -> secure("TLSv1.1")).isInstanceOf(IOException.class);
    }

    @Test
    void shouldEndWhoSpeaksNoTls() throws Exception {
        try (RawClient plain = RawClient.asking(feed, "/", "Host: localhost")) {
            assertThat(plain.rest()).doesNotContain("HTTP/1.1");
        }
        await().atMost(LIMIT).until(() -> refused("plain_on_tls") == 1);
    }

    @Test
    void shouldEndWhoSpeaksTlsWhereNoneIs() throws Exception {
        try (FeedHarness plain = FeedHarness.running(FeedHarness.settings())) {
            assertThatThrownBy(() -> RawClient.secure(plain, trusting, 0)).isInstanceOf(IOException.class);
            await().atMost(LIMIT)
                    .until(() -> plain.metrics.value(Metric.CONNECTIONS_REFUSED, "feed", "tls_on_plain") == 1);
        }
    }

    @Test
    void shouldEndWhoSendsRubbishInTheMiddle() throws Exception {
        try (RawClient rude = RawClient.silent(feed)) {
            rude.bytes("\u0016\u0003\u0001\u0000\u0005rubbish that is no handshake");
            assertThat(rude.rest()).isNotEmpty();
        }
        await().atMost(LIMIT).until(() -> refused("tls_handshake") == 1);
    }

    @Test
    void shouldAskForTheCertificateOfAClientIfThatIsWanted() throws Exception {
        good.close();
        good = null;
        feed.close();
        start(server.filesFor(other));
        assertThatThrownBy(() -> {
                    try (RawClient without = RawClient.secure(feed, trusting, 0)) {
                        without.upgraded();
                    }
                })
                .isInstanceOf(IOException.class);
        final TestIdentity stranger = TestIdentity.of(folder, "stranger");
        assertThatThrownBy(() -> {
                    try (RawClient wrong = RawClient.secure(feed, server.clientContext(stranger), 0)) {
                        wrong.upgraded();
                    }
                })
                .isInstanceOf(IOException.class);
        await().atMost(LIMIT).until(() -> refused("tls_handshake") == 2);
        for (final String version : List.of("TLSv1.2", "TLSv1.3")) {
            try (RawClient right = RawClient.secure(feed, server.clientContext(other), 0, version)) {
                right.upgraded().send("{\"op\":\"ping\"}");
                assertThat(right.nextText()).contains("pong");
            }
        }
    }

    @Test
    void shouldShowTheNewCertificateToNewConnectionsAndKeepTheOldOneWhileTheNewIsBroken() throws Exception {
        final Path certificate = folder.resolve("changing.crt");
        final Path key = folder.resolve("changing.key");
        server.writeTo(certificate, key);
        good.close();
        good = null;
        feed.close();
        start(new TlsFiles(certificate.toString(), key.toString(), ""));
        Files.copy(other.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
        ticks();
        assertThat(door.tlsStale()).isEqualTo(1);
        secure().upgraded().close();
        other.writeTo(certificate, key);
        ticks();
        assertThat(door.tlsStale()).isZero();
        assertThatThrownBy(this::secure).isInstanceOf(IOException.class);
        try (RawClient client = RawClient.secure(feed, other.clientContext(null), 0)) {
            client.upgraded().send("{\"op\":\"ping\"}");
            assertThat(client.nextText()).contains("pong");
        }
    }

    private void ticks() {
        for (int i = 0; i < 3; i++) {
            nowMs += 1_000;
            door.tick(nowMs);
        }
    }

    @Test
    void shouldTakeAndAnswerRequestsOfAnySize() throws Exception {
        final SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 60; i++) {
            final int size = i < 6 ? 200_000 : 1 + random.nextInt(1 << random.nextInt(1, 18));
            final String id = "i".repeat(size % 60) + i;
            final String spaces = " ".repeat(size);
            good.send("{\"op\":\"ping\"," + spaces + "\"id\":\"" + id + "\"}");
            assertThat(good.nextText()).isEqualTo("{\"type\":\"pong\",\"id\":\"" + id + "\"}");
        }
        // Many in one piece, and all are answered without another word of the client's.
        final StringBuilder many = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            many.append(new String(
                    RawClient.frame(RawClient.TEXT, "{\"op\":\"ping\",\"id\":" + i + "}"),
                    StandardCharsets.ISO_8859_1));
        }
        good.bytes(many.toString());
        for (int i = 0; i < 2_000; i++) {
            assertThat(good.nextText()).isEqualTo("{\"type\":\"pong\",\"id\":" + i + "}");
        }
    }

    @Test
    void shouldEndWhoSendsMoreThanIsTaken() throws Exception {
        try (RawClient rude = secure().upgraded()) {
            rude.send("x".repeat(300_000));
            final Frame close = rude.next();
            assertThat(close.opcode()).isEqualTo(RawClient.CLOSE);
            assertThat(close.closeCode()).isEqualTo(1009);
            assertThat(rude.next()).isNull();
        }
    }

    @Test
    void shouldDeliverEverythingToAReaderThatIsSlow() throws Exception {
        final int count = 40_000;
        try (RawClient slow = RawClient.secure(feed, trusting, 8 * 1024).upgraded()) {
            slow.send(BTC.replace("\"interval\"", "\"closed_only\":true,\"interval\""));
            assertThat(slow.nextText()).contains("\"subscribed\"");
            good.send(BTC.replace("\"op\":\"subscribe\"", "\"op\":\"unsubscribe\""));
            assertThat(good.nextText()).contains("\"unsubscribed\"");
            final int id = feed.series("BTCUSDT").id();
            for (int minute = 0; minute < count; minute++) {
                feed.closed(id, minute);
            }
            String text = slow.nextText();
            while (!text.contains("\"quote\"")) {
                text = slow.nextText();
            }
            for (int minute = 0; minute < count; minute++) {
                assertThat(text)
                        .contains("\"open_time\":" + (FeedHarness.FIRST_OPEN_TIME_MS + minute * FeedHarness.MINUTE_MS));
                if (minute + 1 < count) {
                    text = slow.nextText();
                }
            }
        }
    }

    @Test
    void shouldEndAHandshakeThatDoesNotComeToItsEnd() throws Exception {
        try (RawClient silent = RawClient.silent(feed);
                RawClient half = RawClient.silent(feed);
                RawClient secured = secure()) {
            half.bytes("\u0016\u0003\u0001");
            secured.bytes("GET / HT");
            secure().upgraded().close();
            feed.advanceMs(10_001);
            for (final RawClient client : List.of(silent, half, secured)) {
                try {
                    assertThat(client.rest()).isEmpty();
                } catch (final IOException e) {
                    // Reset, or an end without TLS's own.
                    assertThat(e).isNotNull();
                }
            }
        }
    }

    @Test
    void shouldRefuseARequestThatDoesNotEnd() throws Exception {
        try (RawClient endless = secure()) {
            endless.bytes("GET / HTTP/1.1\r\n" + "A: b\r\n".repeat(5_000));
            assertThat(endless.httpHead()).startsWith("HTTP/1.1 431");
            assertThat(endless.rest()).contains("head_too_long");
        }
        await().atMost(LIMIT).until(() -> refused("head_too_long") == 1);
    }
}
