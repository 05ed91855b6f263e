package dev.wick.engine.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.engine.protocol.Conversation;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** A subscriber made of a bare socket: reads when it is told to, and takes no byte that RFC 6455 does not allow. */
final class RawClient implements AutoCloseable {
    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int SHORT = 125;

    /** One whole frame. */
    record Frame(int opcode, byte[] payload) {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        int closeCode() {
            return ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
        }

        String closeReason() {
            return new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        }
    }

    private final Socket socket;
    private final Conversation conversation = new Conversation();
    private final DataInputStream in;
    private boolean closeSeen;

    private RawClient(final int port, final int receiveBufferBytes) throws IOException {
        this(connected(port, receiveBufferBytes));
    }

    private RawClient(final Socket socket) throws IOException {
        this.socket = socket;
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
    }

    private static Socket connected(final int port, final int receiveBufferBytes) throws IOException {
        final Socket socket = new Socket();
        if (receiveBufferBytes > 0) {
            socket.setReceiveBufferSize(receiveBufferBytes);
        }
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    /** Connects by TLS, in these versions or the usual ones, and shakes hands in TLS only. */
    static RawClient secure(
            final FeedHarness feed, final SSLContext tls, final int receiveBufferBytes, final String... versions)
            throws IOException {
        final Socket plain = connected(feed.server.port(), receiveBufferBytes);
        final SSLSocket socket =
                (SSLSocket) tls.getSocketFactory().createSocket(plain, "127.0.0.1", plain.getPort(), true);
        if (versions.length > 0) {
            socket.setEnabledProtocols(versions);
        }
        try {
            socket.startHandshake();
        } catch (final IOException e) {
            socket.close();
            throw e;
        }
        return new RawClient(socket);
    }

    /** The whole of what the server said of itself in TLS. */
    SSLSession session() {
        return ((SSLSocket) socket).getSession();
    }

    /** Asks for a WebSocket. */
    RawClient upgraded() throws IOException {
        bytes(handshake("/", "Host: localhost"));
        assertThat(httpHead()).startsWith("HTTP/1.1 101");
        return this;
    }

    /** Connects without a word. */
    static RawClient silent(final FeedHarness feed) throws IOException {
        return new RawClient(feed.server.port(), 0);
    }

    /** Connects, and asks for a WebSocket at this target with these further header lines; the answer is still to be read. */
    static RawClient asking(final FeedHarness feed, final String target, final String... headers) throws IOException {
        final RawClient client = new RawClient(feed.server.port(), 0);
        client.bytes(handshake(target, headers));
        return client;
    }

    /** The request for a WebSocket, whole. */
    static String handshake(final String target, final String... headers) {
        final StringBuilder request = new StringBuilder("GET " + target + " HTTP/1.1\r\n");
        for (final String header : headers) {
            request.append(header).append("\r\n");
        }
        return request
                + String.join(
                        "\r\n",
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                        "Sec-WebSocket-Version: 13",
                        "",
                        "");
    }

    /** Connects and shakes hands. */
    static RawClient connect(final FeedHarness feed, final int receiveBufferBytes) throws IOException {
        final RawClient client = new RawClient(feed.server.port(), receiveBufferBytes);
        client.shakeHands();
        return client;
    }

    /** Shakes hands, with these headers besides; the answer agrees to nothing but the WebSocket. */
    void shakeHands(final String... headers) throws IOException {
        final List<String> all = new ArrayList<>(List.of("Host: localhost"));
        all.addAll(List.of(headers));
        write(handshake("/", all.toArray(new String[0])));
        assertThat(httpHead())
                .startsWith("HTTP/1.1 101")
                .contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
                .doesNotContainIgnoringCase("Sec-WebSocket-Extensions")
                .doesNotContainIgnoringCase("Sec-WebSocket-Protocol");
    }

    /** Everything up to the empty line. */
    String httpHead() throws IOException {
        final StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    /** All that still comes, up to the orderly end. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    void bytes(final String text) throws IOException {
        conversation.sentBytes();
        write(text);
    }

    private void write(final String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(final String text) throws IOException {
        send(TEXT, text);
    }

    void send(final int opcode, final String text) throws IOException {
        if (opcode == TEXT) {
            conversation.sent(text);
        }
        socket.getOutputStream().write(frame(opcode, text));
    }

    /** A masked frame, as clients send them. */
    static byte[] frame(final int opcode, final String text) {
        return frame(opcode, text, StandardCharsets.UTF_8);
    }

    /** A masked frame, as clients send them, of a text in this encoding. */
    static byte[] frame(final int opcode, final String text, final Charset encoding) {
        final byte[] payload = text.getBytes(encoding);
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x80 | opcode);
        if (payload.length <= SHORT) {
            out.write(0x80 | payload.length);
        } else if (payload.length < 1 << 16) {
            out.write(0x80 | 126);
            out.write(payload.length >> 8);
            out.write(payload.length);
        } else {
            out.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                out.write((int) ((long) payload.length >> shift));
            }
        }
        final byte[] mask = {0x12, 0x34, 0x56, 0x78};
        out.writeBytes(mask);
        for (int i = 0; i < payload.length; i++) {
            out.write(payload[i] ^ mask[i % mask.length]);
        }
        return out.toByteArray();
    }

    /** The next frame, checked; null at the orderly end. */
    Frame next() throws IOException {
        final int first = in.read();
        if (first < 0) {
            return null;
        }
        assertThat(closeSeen).as("a frame after the close frame").isFalse();
        final int opcode = first & 0x0F;
        assertThat(first & 0xF0).as("final, no reserved bits").isEqualTo(0x80);
        assertThat(opcode).isIn(TEXT, CLOSE, PING, PONG);
        final byte[] payload = new byte[length(in.readUnsignedByte())];
        in.readFully(payload);
        closeSeen = opcode == CLOSE;
        final Frame frame = new Frame(opcode, payload);
        if (opcode == TEXT) {
            conversation.received(frame.text());
        }
        return frame;
    }

    private int length(final int second) throws IOException {
        assertThat(second).as("not masked").isLessThan(0x80);
        if (second <= SHORT) {
            return second;
        }
        if (second == 127) {
            return Math.toIntExact(in.readLong());
        }
        final int length = in.readUnsignedShort();
        assertThat(length).as("the shortest form of the length").isGreaterThan(SHORT);
        return length;
    }

    /** The next text message; fails on anything else. */
    String nextText() throws IOException {
        final Frame frame = next();
        if (frame == null) {
            throw new EOFException();
        }
        assertThat(frame.opcode()).isEqualTo(TEXT);
        return frame.text();
    }

    /** Reads and forgets everything, as fast as it comes. */
    void drain() {
        final byte[] bytes = new byte[1 << 16];
        try {
            while (in.read(bytes) >= 0) {
                Thread.onSpinWait();
            }
        } catch (final IOException e) {
            // The end of the test.
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
