package dev.wick.engine.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wick.engine.door.Door;
import dev.wick.engine.door.DoorSettings;
import dev.wick.engine.egress.RawClient.Frame;
import dev.wick.engine.ops.Metric;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The feed's door, over real sockets. */
@Timeout(60)
class FeedDoorTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String HOST = "Host: 127.0.0.1:8765";
    private static final String BTC =
            "{\"op\":\"subscribe\",\"id\":1,\"exchange\":\"binance\",\"contract_type\":\"spot\","
                    + "\"symbols\":[\"BTCUSDT\"],\"interval\":\"1m\"}";

    @TempDir
    private Path folder;

    private DoorBed bed;
    private String token;
    private Door door;
    private FeedHarness feed;

    @BeforeEach
    void start() throws Exception {
        bed = new DoorBed(folder);
        token = bed.add("desk", "");
        door = bed.door("https://desk.example");
        feed = FeedHarness.running(FeedHarness.settings(), door);
    }

    @AfterEach
    void stop() throws Exception {
        // Whatever the test did: who has a token is let in.
        bed.add("last", "");
        final Door other = bed.door();
        assertThat(other.tokenCount()).isPositive();
        try (RawClient client = asking("/?token=" + token, HOST)) {
            assertThat(client.httpHead()).startsWith("HTTP/1.1 101");
        }
        feed.close();
    }

    private RawClient asking(final String target, final String... headers) throws Exception {
        return RawClient.asking(feed, target, headers);
    }

    @Test
    void shouldServeWhoHasAToken() throws Exception {
        for (final RawClient client :
                List.of(asking("/", HOST, "Authorization: Bearer " + token), asking("/feed?token=" + token, HOST))) {
            assertThat(client.httpHead()).startsWith("HTTP/1.1 101");
            client.send(BTC);
            assertThat(client.nextText()).contains("\"subscribed\"");
            client.close();
        }
    }

    @Test
    void shouldRefuseWhoHasNoneOrAWrongOneAndSayWhy() throws Exception {
        assertRefused(asking("/", HOST), "401", "no_token");
        assertRefused(asking("/", HOST, "Authorization: Bearer " + token + "x"), "401", "wrong_token");
        assertRefused(asking("/?token=wrong", HOST), "401", "wrong_token");
        awaitRefused("no_token", 1);
        awaitRefused("wrong_token", 2);
        await().atMost(LIMIT).until(() -> feed.metrics.value(Metric.SUBSCRIBERS) == 0);
    }

    @Test
    void shouldRefuseAPageOfAnotherOriginWhateverItsToken() throws Exception {
        assertRefused(asking("/?token=" + token, HOST, "Origin: https://evil.example"), "403", "origin");
        assertRefused(
                asking("/?token=" + token, "Host: evil.example:8765", "Origin: http://evil.example:8765"),
                "403",
                "origin");
        assertRefused(asking("/?token=" + token, HOST, "Origin: null"), "403", "origin");
        for (final String origin : List.of("https://desk.example", "http://127.0.0.1:8765")) {
            try (RawClient client = asking("/?token=" + token, HOST, "Origin: " + origin)) {
                assertThat(client.httpHead()).startsWith("HTTP/1.1 101");
            }
        }
        awaitRefused("origin", 3);
    }

    /** The answer may go out before it is counted. */
    private void awaitRefused(final String reason, final int count) {
        await().atMost(LIMIT).until(() -> feed.metrics.value(Metric.CONNECTIONS_REFUSED, "feed", reason) == count);
    }

    private static void assertRefused(final RawClient client, final String status, final String reason)
            throws Exception {
        try (client) {
            final String head = client.httpHead();
            final String body = client.rest();
            assertThat(head)
                    .startsWith("HTTP/1.1 " + status + " ")
                    .contains("Content-Length: " + body.length() + "\r\n");
            assertThat(head.contains("WWW-Authenticate: Bearer")).isEqualTo("401".equals(status));
            assertThat(body)
                    .startsWith("{\"error\":\"" + reason + "\"")
                    .endsWith("}")
                    .doesNotContain("HTTP");
            assertThat(JsonIn.object(body)).containsKeys("error", "message");
        }
    }

    @Test
    void shouldTakeNothingMoreFromWhomItHasRefused() throws Exception {
        final String good = RawClient.handshake("/?token=" + token, HOST);
        try (RawClient client = asking("/", HOST)) {
            client.bytes(good);
            assertThat(client.httpHead()).startsWith("HTTP/1.1 401");
            assertThat(client.rest()).endsWith("}").doesNotContain("HTTP/1.1");
        }
        // Both in one piece as well.
        try (RawClient client = RawClient.silent(feed)) {
            client.bytes(RawClient.handshake("/", HOST) + good);
            assertThat(client.httpHead()).startsWith("HTTP/1.1 401");
            assertThat(client.rest()).endsWith("}").doesNotContain("HTTP/1.1");
        }
        assertThat(feed.metrics.value(Metric.SUBSCRIBERS)).isZero();
    }

    @Test
    void shouldKeepATokenToItsVenuesWithoutClosing() throws Exception {
        final String spot = bed.add("robot", "binance:spot");
        bed.housekeeping(door, feed);
        try (RawClient client = asking("/", HOST, "Authorization: Bearer " + spot)) {
            client.httpHead();
            client.send(BTC.replace("spot", "usdm"));
            assertThat(client.nextText())
                    .contains("\"error\"", "\"id\":1", "\"system_message\":\"forbidden\"", "BTCUSDT");
            client.send(BTC.replace("binance", "bybit"));
            assertThat(client.nextText()).contains("\"system_message\":\"forbidden\"");
            client.send(BTC);
            assertThat(client.nextText()).contains("\"subscribed\"");
        }
        assertThat(feed.metrics.value(Metric.SUBSCRIBER_ERRORS, "forbidden")).isEqualTo(2);
    }

    @Test
    void shouldSendAwayWhoseTokenIsWithdrawnOrChangedAndNobodyElse() throws Exception {
        final String withdrawn = bed.add("withdrawn", "");
        final String changed = bed.add("changed", "");
        bed.housekeeping(door, feed);
        try (RawClient stays = asking("/?token=" + token, HOST);
                RawClient goes = asking("/?token=" + withdrawn, HOST);
                RawClient goesToo = asking("/?token=" + changed, HOST)) {
            for (final RawClient client : List.of(stays, goes, goesToo)) {
                client.httpHead();
                client.send(BTC);
                assertThat(client.nextText()).contains("\"subscribed\"");
            }
            bed.remove("withdrawn");
            bed.scope("changed", "okx");
            bed.housekeeping(door, feed);
            for (final RawClient client : List.of(goes, goesToo)) {
                final Frame close = nextClose(client);
                assertThat(close.closeCode()).isEqualTo(1008);
                assertThat(close.closeReason()).isEqualTo("token withdrawn");
            }
            stays.send("{\"op\":\"ping\"}");
            assertThat(nextOf(stays, "pong")).isNotNull();
        }
        assertThat(feed.metrics.value(Metric.SUBSCRIBERS_CUT, "token_withdrawn"))
                .isEqualTo(2);
        assertRefused(asking("/?token=" + withdrawn, HOST), "401", "wrong_token");
    }

    private static Frame nextClose(final RawClient client) throws Exception {
        Frame frame = client.next();
        while (frame.opcode() != RawClient.CLOSE) {
            frame = client.next();
        }
        return frame;
    }

    private static String nextOf(final RawClient client, final String type) throws Exception {
        String text = client.nextText();
        while (!text.contains("\"type\":\"" + type + "\"")) {
            text = client.nextText();
        }
        return text;
    }

    @Test
    void shouldKeepTheOldTokensWhileTheFileIsBroken() throws Exception {
        bed.spoil();
        bed.housekeeping(door, feed);
        assertThat(door.tokensStale()).isEqualTo(1);
        try (RawClient client = asking("/?token=" + token, HOST)) {
            assertThat(client.httpHead()).startsWith("HTTP/1.1 101");
        }
        bed.write();
        bed.housekeeping(door, feed);
        assertThat(door.tokensStale()).isZero();
    }

    @Test
    void shouldTakeAHandshakeThatComesByteByByte() throws Exception {
        try (RawClient client = RawClient.silent(feed)) {
            for (final char c : RawClient.handshake("/?token=" + token, HOST).toCharArray()) {
                client.bytes(String.valueOf(c));
            }
            assertThat(client.httpHead()).startsWith("HTTP/1.1 101");
        }
    }

    @Test
    void shouldAskNobodyForATokenIfThereAreNone() throws Exception {
        try (FeedHarness open = FeedHarness.running(FeedHarness.settings(), Door.of(DoorSettings.defaults()))) {
            try (RawClient client = RawClient.asking(open, "/", HOST)) {
                assertThat(client.httpHead()).startsWith("HTTP/1.1 101");
            }
            assertRefused(RawClient.asking(open, "/", HOST, "Origin: https://evil.example"), "403", "origin");
        }
    }
}
