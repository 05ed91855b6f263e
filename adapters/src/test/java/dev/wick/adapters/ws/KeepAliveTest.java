package dev.wick.adapters.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wick.adapters.feed.FrameParser;
import dev.wick.adapters.feed.LegStats;
import dev.wick.adapters.feed.LegStats.Stat;
import dev.wick.adapters.feed.Series;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.java_websocket.WebSocket;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeepAliveTest {
    private final LegStats stats = new LegStats();
    private final Peer peer = new Peer();
    private WsConnection ws;
    private KeepAlive keepAlive;

    @BeforeEach
    void open() throws InterruptedException {
        peer.setReuseAddr(true);
        peer.setDaemon(true);
        peer.start();
        peer.started.await();
        final URI uri = URI.create("ws://127.0.0.1:" + peer.getPort());
        ws = new WsConnection(uri, Map.of("X-Test", "yes"), "leg-test", 1_000, 20_000, new Reads());
        ws.dial(0);
        await().until(ws::isOpen);
        keepAlive = new KeepAlive(ws, new Dialect(), stats, 20_000, 5_000);
        keepAlive.opened(0);
    }

    @AfterEach
    void close() throws InterruptedException {
        ws.abort();
        peer.stop(500);
    }

    @Test
    void shouldSendTheExchangesOwnMessageAsOftenAsItWantsAndPingBesides() {
        for (long nowMs = 0; nowMs <= 60_000; nowMs += 1_000) {
            assertThat(keepAlive.tick(nowMs)).isNull();
            if (nowMs % 20_000 == 0 && nowMs > 0) {
                final int pings = (int) (nowMs / 20_000);
                await().until(() -> peer.pings.get() == pings && stats.get(Stat.READS) >= pings);
            }
        }
        await().until(() -> peer.texts.size() == 4);
        assertThat(peer.texts).containsExactly("alive at 15000", "alive at 30000", "alive at 45000", "alive at 60000");
        assertThat(peer.header).isEqualTo("yes");
    }

    @Test
    void shouldSayThatThePeerIsGoneWhenNothingAtAllFollowsAPing() {
        peer.answers = false;
        assertThat(keepAlive.tick(20_000)).isNull();
        assertThat(keepAlive.tick(24_999)).isNull();
        assertThat(keepAlive.tick(25_000)).contains("nothing was heard for 5000 ms after a ping");
    }

    @Test
    void shouldTakeAnythingThatIsHeardForAnAnswer() {
        peer.answers = false;
        assertThat(keepAlive.tick(20_000)).isNull();
        stats.add(Stat.READS, 1);
        assertThat(keepAlive.tick(25_000)).isNull();
    }

    private final class Reads implements WsListener {
        @Override
        public void onRead() {
            stats.add(Stat.READS, 1);
        }

        @Override
        public void onText(final byte[] buffer, final int offset, final int length) {}

        @Override
        public void onFailure(final RuntimeException failure) {
            throw failure;
        }

        @Override
        public void onOpened() {}

        @Override
        public void onClosed(final boolean opened, final String detail) {}
    }

    private static final class Dialect implements WireDialect {
        @Override
        public WireRules rules() {
            return new WireRules(Map.of(), 1, 1, List.of(), false, 15_000, 0, false);
        }

        @Override
        public Optional<String> topic(final Series series) {
            return Optional.empty();
        }

        @Override
        public String whyNoTopic(final Series series) {
            return "";
        }

        @Override
        public String request(final boolean subscribes, final List<String> topics, final long id, final long nowMs) {
            return "";
        }

        @Override
        public String keepAlive(final long nowMs) {
            return "alive at " + nowMs;
        }

        @Override
        public FrameParser parser(final ParserParts parts) {
            throw new AssertionError("no frames here");
        }
    }

    private static final class Peer extends WebSocketServer {
        private final List<String> texts = new CopyOnWriteArrayList<>();
        private final AtomicInteger pings = new AtomicInteger();
        private final CountDownLatch started = new CountDownLatch(1);
        private volatile boolean answers = true;
        private volatile String header;

        Peer() {
            super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        }

        @Override
        public void onStart() {
            started.countDown();
        }

        @Override
        public void onOpen(final WebSocket conn, final ClientHandshake handshake) {
            header = handshake.getFieldValue("X-Test");
        }

        @Override
        public void onMessage(final WebSocket conn, final String message) {
            texts.add(message);
        }

        @Override
        public void onWebsocketPing(final WebSocket conn, final Framedata frame) {
            if (answers) {
                super.onWebsocketPing(conn, frame);
            }
            pings.incrementAndGet();
        }

        @Override
        public void onClose(final WebSocket conn, final int code, final String reason, final boolean remote) {}

        @Override
        public void onError(final WebSocket conn, final Exception e) {}
    }
}
