package dev.wick.bench.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.function.ObjIntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One connection to the exchange: RFC 6455 from the server's side, and Binance's SUBSCRIBE. One thread reads; anybody may
 * {@link #write} whole frames.
 */
final class Peer implements AutoCloseable {
    private static final Pattern KEY = Pattern.compile("(?i)sec-websocket-key: *(\\S+)");
    private static final Pattern STREAM = Pattern.compile("\"x(\\d+)usdt@kline_1m\"");
    private static final Pattern ID = Pattern.compile("\"id\": *(\\d+)");
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int TEXT = 0x1;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;
    private static final int FIN = 0x80;
    private static final int MAX_REQUEST = 64 * 1024;

    private final SocketChannel channel;
    private final ObjIntConsumer<Peer> onSubscribed;
    private final ByteBuffer in = ByteBuffer.allocate(MAX_REQUEST).limit(0);

    Peer(final SocketChannel channel, final ObjIntConsumer<Peer> onSubscribed) {
        this.channel = channel;
        this.onSubscribed = onSubscribed;
    }

    /** Reads until the connection ends. */
    void read() throws IOException {
        shakeHands();
        while (true) {
            final int opcode = next() & 0xF;
            final byte[] payload = payload();
            if (opcode == TEXT) {
                request(new String(payload, StandardCharsets.UTF_8));
            } else if (opcode == PING) {
                reply(PONG, payload);
            } else if (opcode == CLOSE) {
                reply(CLOSE, payload);
                close();
                return;
            }
        }
    }

    private void shakeHands() throws IOException {
        final StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) next());
        }
        final Matcher key = KEY.matcher(head);
        if (!key.find()) {
            throw new IOException("no WebSocket handshake: " + head);
        }
        write(ByteBuffer.wrap(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: " + accept(key.group(1)) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII)));
    }

    private static String accept(final String key) {
        try {
            final byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void request(final String text) throws IOException {
        final Matcher id = ID.matcher(text);
        if (text.contains("SUBSCRIBE") && id.find()) {
            reply(TEXT, ("{\"result\":null,\"id\":" + id.group(1) + "}").getBytes(StandardCharsets.US_ASCII));
        }
        if (text.contains("\"SUBSCRIBE\"")) {
            final Matcher stream = STREAM.matcher(text);
            while (stream.find()) {
                onSubscribed.accept(this, Integer.parseInt(stream.group(1)));
            }
        }
    }

    private void reply(final int opcode, final byte[] payload) throws IOException {
        write(ByteBuffer.allocate(2 + payload.length)
                .put((byte) (FIN | opcode))
                .put((byte) payload.length)
                .put(payload)
                .flip());
    }

    /** Writes whole frames, and waits while the socket is full. */
    synchronized void write(final ByteBuffer frames) throws IOException {
        while (frames.hasRemaining()) {
            channel.write(frames);
        }
    }

    private byte[] payload() throws IOException {
        int length = next() & 0x7F;
        if (length == 126) {
            length = next() << 8 | next();
        }
        final byte[] mask = {(byte) next(), (byte) next(), (byte) next(), (byte) next()};
        final byte[] payload = new byte[length];
        for (int i = 0; i < length; i++) {
            payload[i] = (byte) (next() ^ mask[i & 3]);
        }
        return payload;
    }

    private int next() throws IOException {
        if (!in.hasRemaining()) {
            in.clear();
            if (channel.read(in) < 0) {
                throw new EOFException();
            }
            in.flip();
        }
        return in.get() & 0xFF;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
