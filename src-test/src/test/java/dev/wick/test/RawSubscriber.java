package dev.wick.test;

import dev.wick.engine.protocol.Conversation;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A subscriber with bare hands: it can send what no client library would, stop reading, and vanish in mid-sentence. */
final class RawSubscriber implements AutoCloseable {
    private static final int TEXT = 0x81;
    private static final int BINARY = 0x82;
    private static final int CLOSE = 0x88;
    private static final int MASKED = 0x80;
    private static final int RECEIVE_BUFFER_BYTES = 16 * 1024;

    private final Conversation conversation = new Conversation();
    private final Socket socket = new Socket();
    private final InputStream in;

    /** Connects, and is through with the handshake when this returns. */
    RawSubscriber(final URI feed) {
        try {
            socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
            socket.setSoTimeout(20_000);
            socket.connect(new InetSocketAddress(feed.getHost(), feed.getPort()), 10_000);
            in = socket.getInputStream();
            put(handshake(feed));
            readHandshake();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The request with which every WebSocket begins. */
    static byte[] handshake(final URI feed) {
        return ("GET / HTTP/1.1\r\nHost: " + feed.getAuthority() + "\r\nUpgrade: websocket\r\n"
                        + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + "Sec-WebSocket-Version: 13\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void readHandshake() throws IOException {
        int matched = 0;
        while (matched < 4) {
            final int octet = in.read();
            if (octet < 0) {
                throw new IOException("closed during the handshake");
            }
            final boolean expected = octet == (matched % 2 == 0 ? '\r' : '\n');
            matched = expected ? matched + 1 : 0;
        }
    }

    /** Sends a text message. */
    void send(final String text) {
        conversation.sent(text);
        put(frame(TEXT, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Sends a binary message. */
    void sendBinary(final byte... bytes) {
        write(frame(BINARY, bytes));
    }

    /** Says goodbye. */
    void sendClose() {
        put(frame(CLOSE, new byte[] {0x03, (byte) 0xE8}));
    }

    /** Sends the beginning of a text message, and never the rest. */
    void sendHalf(final String text) {
        final byte[] whole = frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
        final byte[] half = new byte[whole.length / 2];
        System.arraycopy(whole, 0, half, 0, half.length);
        write(half);
    }

    /** Sends bytes as they are. */
    void write(final byte... bytes) {
        conversation.sentBytes();
        put(bytes);
    }

    private void put(final byte... bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the next text message, past all else; null at the goodbye. */
    String nextText() throws IOException {
        final DataInputStream frames = new DataInputStream(in);
        while (true) {
            final int opcode = frames.readUnsignedByte();
            final int first = frames.readUnsignedByte();
            final int length =
                    first == 126 ? frames.readUnsignedShort() : first == 127 ? (int) frames.readLong() : first;
            final byte[] payload = new byte[length];
            frames.readFully(payload);
            if (opcode == CLOSE) {
                return null;
            }
            if (opcode == TEXT) {
                final String text = new String(payload, StandardCharsets.UTF_8);
                conversation.received(text);
                return text;
            }
        }
    }

    /** Reads up to the end of the connection and returns all that came; a reset ends it as well. */
    byte[] readToTheEnd() {
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        final byte[] buffer = new byte[64 * 1024];
        try {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                all.write(buffer, 0, length);
            }
        } catch (final IOException e) {
            if (all.size() == 0) {
                throw new UncheckedIOException(e);
            }
        }
        final byte[] bytes = all.toByteArray();
        check(ByteBuffer.wrap(bytes));
        return bytes;
    }

    /** The text frames among these, save one that was cut off. */
    private void check(final ByteBuffer frames) {
        while (frames.remaining() >= 2) {
            final int opcode = frames.get() & 0xFF;
            final int first = frames.get();
            if (frames.remaining() < (first == 126 ? 2 : 0)) {
                return;
            }
            final int length = first == 126 ? frames.getShort() & 0xFFFF : first;
            if (length > frames.remaining()) {
                return;
            }
            final byte[] payload = new byte[length];
            frames.get(payload);
            if (opcode == TEXT) {
                conversation.received(new String(payload, StandardCharsets.UTF_8));
            }
        }
    }

    /** Vanishes: the peer sees a reset. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] frame(final int opcode, final byte[] payload) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length + 14);
        out.write(opcode);
        if (payload.length < 126) {
            out.write(MASKED | payload.length);
        } else if (payload.length < 1 << 16) {
            out.write(MASKED | 126);
            out.write(payload.length >> 8);
            out.write(payload.length);
        } else {
            out.write(MASKED | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                out.write((int) ((long) payload.length >> shift));
            }
        }
        // A mask of zeros leaves the payload as it is.
        out.writeBytes(new byte[4]);
        out.writeBytes(payload);
        return out.toByteArray();
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
