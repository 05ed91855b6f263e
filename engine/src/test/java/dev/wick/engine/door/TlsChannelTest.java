package dev.wick.engine.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The channel alone, against the JDK's client. */
@Timeout(60)
class TlsChannelTest {
    private static final int BYTES = 300_000;

    @TempDir
    private static Path folder;

    private static TestIdentity server;

    @BeforeAll
    static void makeIdentity() throws Exception {
        server = TestIdentity.of(folder, "server");
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2, 1000", "TLSv1.3, 1000", "TLSv1.3, 1", "TLSv1.2, 65536", "TLSv1.3, 65536"})
    void shouldGiveBackWhatItReadsHoweverSmallTheReadersBufferIs(final String version, final int bufferBytes)
            throws Exception {
        final byte[] sent = new byte[bufferBytes == 1 ? 40_000 : BYTES];
        new Random(9).nextBytes(sent);
        try (ServerSocketChannel listening =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            final int port = ((InetSocketAddress) listening.getLocalAddress()).getPort();
            final CompletableFuture<byte[]> echo = CompletableFuture.supplyAsync(() -> client(port, version, sent));
            try (SocketChannel socket = listening.accept()) {
                socket.configureBlocking(false);
                final Tls tls = new Tls(server.files());
                final TlsChannel channel = new TlsChannel(socket, tls.newEngine(), new TlsBuffers(), new Deaf());
                final ByteBuffer read = ByteBuffer.wrap(read(channel, sent.length, bufferBytes));
                assertThat(read.array()).isEqualTo(sent);
                while (read.hasRemaining()) {
                    channel.write(read);
                }
                channel.shutdownOutput();
                while (!channel.flush()) {
                    Thread.onSpinWait();
                }
                assertThat(echo.get(30, TimeUnit.SECONDS)).isEqualTo(sent);
            }
        }
    }

    /** Plays the reading and the writing thread in turns. */
    private static byte[] read(final TlsChannel channel, final int length, final int bufferBytes) throws IOException {
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        final ByteBuffer buffer = ByteBuffer.allocate(bufferBytes);
        while (all.size() < length) {
            buffer.clear();
            assertThat(channel.hasMore() ? channel.readMore(buffer) : channel.read(buffer))
                    .isEqualTo(buffer.position());
            all.write(buffer.array(), 0, buffer.position());
            channel.flush();
        }
        return all.toByteArray();
    }

    private static byte[] client(final int port, final String version, final byte[] sent) {
        try (SSLSocket socket =
                (SSLSocket) server.clientContext(null).getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setEnabledProtocols(new String[] {version});
            socket.getOutputStream().write(sent);
            return new DataInputStream(socket.getInputStream()).readAllBytes();
        } catch (final Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Polls instead of listening. */
    private static final class Deaf implements TlsListener {
        @Override
        public void onOutput() {
            // The test flushes all the time.
        }

        @Override
        public void onFailed(final Refusal refusal) {
            throw new AssertionError(refusal.reason());
        }
    }
}
