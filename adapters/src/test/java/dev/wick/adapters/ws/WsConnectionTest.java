package dev.wick.adapters.ws;

import static dev.wick.adapters.ws.ServerFrames.FIN;
import static dev.wick.adapters.ws.ServerFrames.frame;
import static dev.wick.adapters.ws.ServerFrames.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WsConnectionTest implements WsListener {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long CONNECT_TIMEOUT_MS = 20_000;
    private static final String OPENED = "opened on leg-test-0a";

    private final RawServer server = new RawServer();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private volatile boolean blocking;
    private WsConnection connection = connection(server.uri("ws"));

    WsConnectionTest() throws IOException {}

    @AfterEach
    void end() throws IOException {
        release.countDown();
        connection.abort();
        server.close();
    }

    @Test
    void shouldOpenReadAndSendOnItsOwnNamedThread() throws IOException {
        open();
        server.send(text("hello"));
        awaitEvents(OPENED, "hello on leg-test-0a");
        assertThat(connection.send("{\"id\":1}")).isTrue();
        assertThat(new String(server.receive(), 1, 8, StandardCharsets.UTF_8)).isEqualTo("{\"id\":1}");
    }

    @Test
    void shouldAskForItsPathAndForNoExtension() throws IOException {
        connection.dial(0);
        server.accept();
        assertThat(server.request()).startsWith("GET /stream HTTP/1.1\r\n").doesNotContainIgnoringCase("extensions");
    }

    @Test
    void shouldReadWhatCameTogetherWithTheHandshake() throws IOException {
        connection.dial(0);
        server.accept();
        server.send(ServerFrames.concat(ServerFrames.handshake(server.request()), text("at once")));
        awaitEvents(OPENED, "at once on leg-test-0a");
    }

    @Test
    void shouldHandOverFragmentsAndBinaryAsBytesToo() throws IOException {
        open();
        server.send(frame(ServerFrames.TEXT, "hel"));
        server.send(frame(FIN, "lo"));
        server.send(frame(FIN | ServerFrames.BINARY, "bin"));
        awaitEvents(OPENED, "hello on leg-test-0a", "bin on leg-test-0a");
    }

    @Test
    void shouldAnswerAPingWithItsPayload() throws IOException {
        open();
        server.send(frame(FIN | ServerFrames.PING, "1790373660003"));
        final byte[] pong = server.receive();
        assertThat(pong[0]).isEqualTo((byte) (FIN | 10));
        assertThat(new String(pong, 1, 13, StandardCharsets.US_ASCII)).isEqualTo("1790373660003");
    }

    @Test
    void shouldEndOnceWhenThePeerCloses() throws IOException {
        open();
        server.send(ServerFrames.close(1001));
        awaitClosed(true);
        assertThat(last()).contains("1001");
        assertThat(connection.send("late")).isFalse();
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void shouldEndOnceWhenTheLineBreaks() throws IOException {
        open();
        server.drop();
        awaitClosed(true);
    }

    @Test
    void shouldEndWhenAMessageIsTooLong() throws IOException {
        open();
        server.send(ServerFrames.header(FIN | ServerFrames.TEXT, 10_000_000));
        server.drop();
        awaitClosed(true);
        assertThat(last()).contains("10000000 bytes");
    }

    @Test
    void shouldSayThatNobodyListens() throws IOException {
        final int port;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }
        connection = connection(URI.create("ws://127.0.0.1:" + port + "/"));
        connection.dial(0);
        awaitClosed(false);
        assertThat(last()).containsIgnoringCase("refused");
    }

    @Test
    void shouldSayThatTheHandshakeWasRefused() throws IOException {
        connection.dial(0);
        server.accept();
        server.request();
        server.send("HTTP/1.1 451 Unavailable For Legal Reasons\r\nContent-Length: 0\r\n\r\n");
        server.drop();
        awaitClosed(false);
        assertThat(last()).contains("451");
    }

    @Test
    void shouldSayThatTlsFailed() throws IOException {
        connection = connection(server.uri("wss"));
        connection.dial(0);
        server.accept();
        server.send("HTTP/1.1 400 Bad Request\r\n\r\n");
        awaitClosed(false);
        assertThat(last()).contains("SSL");
    }

    @Test
    void shouldGiveUpAHandshakeThatIsNotAnswered() throws IOException {
        connection.dial(1_000);
        server.accept();
        server.request();
        connection.tick(1_000 + CONNECT_TIMEOUT_MS - 1);
        assertThat(events).isEmpty();
        connection.tick(1_000 + CONNECT_TIMEOUT_MS);
        assertThat(events).containsExactly("closed false: no handshake within 20000 ms");
        server.awaitClientGone();
        connection.tick(2_000 + CONNECT_TIMEOUT_MS);
        connection.abort();
        assertThat(events).hasSize(1);
    }

    @Test
    void shouldGiveUpATlsHandshakeThatIsNotAnswered() throws IOException {
        connection = connection(server.uri("wss"));
        connection.dial(0);
        server.accept();
        connection.tick(CONNECT_TIMEOUT_MS);
        assertThat(events).containsExactly("closed false: no handshake within 20000 ms");
        server.awaitClientGone();
    }

    @Test
    void shouldEndAtOnceWhenAborted() throws IOException {
        open();
        connection.abort();
        connection.abort();
        server.awaitClientGone();
        awaitClosed(true);
    }

    @Test
    void shouldEndAtOnceWhenAbortedBeforeItWasOpen() throws IOException {
        connection.dial(0);
        server.accept();
        connection.abort();
        assertThat(events).containsExactly("closed false: ended before it was open");
        server.awaitClientGone();
    }

    @Test
    void shouldNotDialOnceItWasAborted() {
        connection.abort();
        connection.dial(0);
        assertThat(events).containsExactly("closed false: ended before it was open");
        assertThat(legThreads()).isZero();
    }

    @Test
    void shouldLeaveNoThreadBehindWheneverItIsAborted() {
        for (int i = 0; i < 50; i++) {
            events.clear();
            connection = connection(server.uri("ws"));
            connection.dial(0);
            connection.abort();
            assertThat(events).containsExactly("closed false: ended before it was open");
        }
        await().atMost(PATIENCE).until(() -> legThreads() == 0);
        assertThat(events).hasSize(1);
    }

    @Test
    void shouldEndOnlyAfterTheListenerHasReturned() throws IOException {
        open();
        blocking = true;
        server.send(text("stuck"));
        awaitEvents(OPENED, "stuck on leg-test-0a");
        connection.abort();
        server.awaitClientGone();
        assertThat(events).hasSize(2);
        release.countDown();
        awaitClosed(true);
    }

    private static long legThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("leg-test-0a")
                        || thread.getName().startsWith("WebSocketConnectReadThread"))
                .count();
    }

    private WsConnection connection(final URI uri) {
        return new WsConnection(uri, Map.of(), "leg-test-0a", 100_000, CONNECT_TIMEOUT_MS, this);
    }

    private void open() throws IOException {
        connection.dial(0);
        server.acceptAndOpen();
        await().atMost(PATIENCE).until(connection::isOpen);
    }

    private void awaitEvents(final String... expected) {
        await().atMost(PATIENCE).until(() -> events.size() >= expected.length);
        assertThat(events).containsExactly(expected);
    }

    private void awaitClosed(final boolean opened) {
        await().atMost(PATIENCE).until(() -> !events.isEmpty() && last().startsWith("closed"));
        assertThat(last()).startsWith("closed " + opened);
        assertThat(events.stream().filter(e -> e.startsWith("closed"))).hasSize(1);
    }

    private String last() {
        return events.get(events.size() - 1);
    }

    @Override
    public void onOpened() {
        events.add("opened on " + Thread.currentThread().getName());
    }

    @Override
    public void onRead() {}

    @Override
    public void onText(final byte[] buffer, final int offset, final int length) {
        final String text = new String(buffer, offset, length, StandardCharsets.UTF_8);
        events.add(text + " on " + Thread.currentThread().getName());
        if (blocking) {
            awaitRelease();
        }
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onFailure(final RuntimeException failure) {
        events.add("failure " + failure);
    }

    @Override
    public void onClosed(final boolean opened, final String detail) {
        events.add("closed " + opened + ": " + detail);
    }
}
