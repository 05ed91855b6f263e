package dev.wick.bench.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/**
 * A subscriber that is a burden: it shakes hands and subscribes, and then reads nothing more, or a little now and then. Its own
 * receive buffer is small, so that its laziness reaches the server soon.
 */
final class LazyReader implements AutoCloseable {
    private static final int RECEIVE_BUFFER_BYTES = 8 * 1024;
    private static final int LIMIT_MS = 10_000;
    private static final long SIP_PERIOD_NS = 100_000_000;
    private static final int SIPS_PER_SECOND = 10;

    private final SocketChannel channel;

    /**
     * Subscribes to the series 1 to {@code series}, and returns when that is answered.
     *
     * @param bytesPerSecond how much it reads from then on; 0 for nothing
     */
    LazyReader(final int port, final int series, final int bytesPerSecond) throws IOException {
        channel = Swarm.dial(port, RECEIVE_BUFFER_BYTES);
        channel.socket().setSoTimeout(LIMIT_MS);
        final InputStream in = channel.socket().getInputStream();
        channel.write(Wire.handshake());
        readUntil(in, "\r\n\r\n");
        final int[] ids = new int[series];
        for (int i = 0; i < series; i++) {
            ids[i] = i + 1;
        }
        channel.write(Wire.subscribe(ids));
        readUntil(in, "{\"type\":\"subscribed\"");
        if (bytesPerSecond > 0) {
            final Thread thread = new Thread(() -> sip(in, new byte[bytesPerSecond / SIPS_PER_SECOND]), "sipper");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void readUntil(final InputStream in, final String end) throws IOException {
        final byte[] expected = end.getBytes(StandardCharsets.US_ASCII);
        int matched = 0;
        while (matched < expected.length) {
            final int next = in.read();
            if (next < 0) {
                throw new IOException("the connection ended before " + end);
            }
            matched = next == expected[matched] ? matched + 1 : next == expected[0] ? 1 : 0;
        }
    }

    private void sip(final InputStream in, final byte[] sip) {
        try {
            while (in.readNBytes(sip, 0, sip.length) == sip.length) {
                LockSupport.parkNanos(SIP_PERIOD_NS);
            }
        } catch (final IOException e) {
            // It was closed, by either side; whether that is right, the server's side knows.
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
