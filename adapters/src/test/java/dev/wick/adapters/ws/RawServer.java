package dev.wick.adapters.ws;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A server of which every byte is ours; one client at a time, on the test's thread. */
final class RawServer implements AutoCloseable {
    private static final int PATIENCE_MS = 15_000;

    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private Socket client;

    RawServer() throws IOException {
        server.setSoTimeout(PATIENCE_MS);
    }

    URI uri(final String scheme) {
        return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort() + "/stream");
    }

    /** Takes the next client, and says nothing. */
    void accept() throws IOException {
        client = server.accept();
        client.setSoTimeout(PATIENCE_MS);
    }

    /** What the client asks for. */
    String request() throws IOException {
        final StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            final int b = client.getInputStream().read();
            if (b < 0) {
                throw new IOException("the client left after " + request);
            }
            request.append((char) b);
        }
        return request.toString();
    }

    void acceptAndOpen() throws IOException {
        accept();
        send(ServerFrames.handshake(request()));
    }

    void send(final byte[] bytes) throws IOException {
        client.getOutputStream().write(bytes);
        client.getOutputStream().flush();
    }

    void send(final String text) throws IOException {
        send(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The next short frame from the client: its first byte, and its payload unmasked. */
    byte[] receive() throws IOException {
        final byte[] header = client.getInputStream().readNBytes(2);
        final int length = header[1] & 0x7F;
        final byte[] mask = client.getInputStream().readNBytes(4);
        final byte[] payload = client.getInputStream().readNBytes(length);
        final byte[] frame = new byte[length + 1];
        frame[0] = header[0];
        for (int i = 0; i < length; i++) {
            frame[i + 1] = (byte) (payload[i] ^ mask[i % 4]);
        }
        return frame;
    }

    /** Waits until the client is gone, whatever it still says. */
    void awaitClientGone() throws IOException {
        try {
            client.getInputStream().readAllBytes();
        } catch (final SocketException e) {
            // A reset is an end as well.
        }
    }

    void drop() throws IOException {
        client.close();
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (client != null) {
            client.close();
        }
    }
}
