package dev.wick.engine.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.engine.ops.Metric;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody gets permessage-deflate: what would come in by it could not be bounded. */
@Timeout(60)
class CompressionTest {
    private static final int RESERVED_1 = 0x40;
    private static final String PING = "{\"op\":\"ping\",\"id\":1}";

    private FeedHarness feed;

    @BeforeEach
    void start() throws Exception {
        feed = FeedHarness.running(FeedHarness.settings());
    }

    @AfterEach
    void stop() {
        feed.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate",
                "permessage-deflate; client_max_window_bits",
                "permessage-deflate; client_max_window_bits=15; server_max_window_bits=9",
                "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
                "permessage-deflate; client_max_window_bits, permessage-deflate",
                "PerMessage-Deflate",
                "x-webkit-deflate-frame",
                "no-such-extension; a=\"b\""
            })
    void shouldDeclineEveryExtensionAndServeTheClientWithout(final String offer) throws Exception {
        try (RawClient client = offering(offer)) {
            client.send(PING);
            assertThat(client.nextText()).isEqualTo("{\"type\":\"pong\",\"id\":1}");
        }
    }

    @Test
    void shouldCloseWhoCompressesAllTheSameAndHarmNobodyElse() throws Exception {
        final JdkClient other = JdkClient.connect(feed);
        try (RawClient rude = offering("permessage-deflate")) {
            final byte[] payload = deflated(PING);
            rude.bytes(text(RawClient.frame(RawClient.TEXT | RESERVED_1, text(payload), StandardCharsets.ISO_8859_1)));
            final RawClient.Frame close = rude.next();
            assertThat(close.opcode()).isEqualTo(RawClient.CLOSE);
            assertThat(close.closeCode()).isEqualTo(1002);
            assertThat(rude.next()).isNull();
        }
        assertThat(feed.metrics.value(Metric.SUBSCRIBER_ERRORS, "protocol")).isEqualTo(1);
        assertThat(other.send(PING).next()).isEqualTo("{\"type\":\"pong\",\"id\":1}");
        assertThat(other.isClosed()).isFalse();
    }

    private RawClient offering(final String extensions) throws Exception {
        final RawClient client = RawClient.silent(feed);
        client.shakeHands("Sec-WebSocket-Extensions: " + extensions);
        return client;
    }

    /** As RFC 7692 wants it: a raw deflate stream without its last four bytes. */
    private static byte[] deflated(final String message) {
        final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(message.getBytes(StandardCharsets.UTF_8));
        final byte[] buffer = new byte[256];
        final int length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
        deflater.end();
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(buffer, 0, length - 4);
        return out.toByteArray();
    }

    /** Each byte as one character. */
    private static String text(final byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
