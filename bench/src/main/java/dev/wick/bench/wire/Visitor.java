package dev.wick.bench.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.agrona.concurrent.NanoClock;

/** One subscriber's connection: RFC 6455 from the client's side. One thread at a time; allocates nothing for a candle. */
final class Visitor {
    /** Takes what was read. */
    @FunctionalInterface
    interface Taker {
        /**
         * One text.
         *
         * @param number as {@link Answers#check} gave it, never {@link Answers#NO_CANDLE}
         * @param excerpt of what is wrong, else empty
         */
        void onAnswer(long number, long nowNs, String excerpt);
    }

    private static final int EXCERPT_BYTES = 400;
    private static final byte TEXT = (byte) 0x81;
    private static final byte PING = (byte) 0x89;
    private static final byte PONG = (byte) 0x8A;
    private static final byte CLOSE = (byte) 0x88;

    private final SocketChannel channel;
    private final Answers answers;
    private final Taker taker;
    private final ByteBuffer in;
    private final byte[] bytes;
    private volatile boolean isServed;

    /**
     * On a connected channel that blocks.
     *
     * @param bufferBytes how much is read at once; no frame is longer
     */
    Visitor(final SocketChannel channel, final int bufferBytes, final Answers answers, final Taker taker) {
        this.channel = channel;
        this.answers = answers;
        this.taker = taker;
        in = ByteBuffer.allocate(bufferBytes);
        bytes = in.array();
    }

    /** Its socket. */
    SocketChannel channel() {
        return channel;
    }

    /** Whether it has got any candle; any thread. */
    boolean isServed() {
        return isServed;
    }

    /** How many closed candles it has got. */
    long closed() {
        return answers.closed();
    }

    /** Asks for the upgrade, and waits for it; the socket blocks. */
    void shakeHands() throws IOException {
        final String head = String.join(
                "\r\n",
                "GET /stream HTTP/1.1",
                "Host: 127.0.0.1",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13",
                "",
                "");
        writeAll(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
        final StringBuilder answer = new StringBuilder();
        final ByteBuffer one = ByteBuffer.allocate(1);
        while (answer.indexOf("\r\n\r\n") < 0) {
            if (channel.read(one.clear()) < 0) {
                throw new IOException("the handshake was cut off: " + answer);
            }
            answer.append((char) one.get(0));
        }
        if (answer.indexOf("HTTP/1.1 101 ") != 0) {
            throw new IOException("the handshake was refused: " + answer);
        }
    }

    /** Sends a text; the socket blocks. */
    void send(final String text) throws IOException {
        writeAll(frame(TEXT, text.getBytes(StandardCharsets.UTF_8)));
    }

    private static ByteBuffer frame(final byte first, final byte[] payload) {
        final ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put(first);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        }
        final int mask = ThreadLocalRandom.current().nextInt();
        frame.putInt(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ (mask >>> (24 - 8 * (i & 3)))));
        }
        return frame.flip();
    }

    private void writeAll(final ByteBuffer frame) throws IOException {
        while (frame.hasRemaining()) {
            channel.write(frame);
        }
    }

    /** Reads once, and takes all frames that are whole; false at the end of the stream. */
    boolean read(final NanoClock clock) throws IOException {
        final int count = channel.read(in);
        final long nowNs = clock.nanoTime();
        if (count < 0) {
            return false;
        }
        in.flip();
        boolean isWhole = true;
        while (isWhole) {
            isWhole = frame(nowNs);
        }
        in.compact();
        return true;
    }

    /** Takes the next frame; false if it is not whole. */
    private boolean frame(final long nowNs) throws IOException {
        final int at = in.position();
        final int available = in.remaining();
        if (available < 2) {
            return false;
        }
        int header = 2;
        int length = bytes[at + 1];
        if (length == 126) {
            header = 4;
            if (available < header) {
                return false;
            }
            length = ((bytes[at + 2] & 0xFF) << 8) | (bytes[at + 3] & 0xFF);
        } else if (length < 0 || length == 127) {
            throw new IOException("a frame that no server sends here");
        }
        if (available < header + length) {
            return false;
        }
        onFrame(bytes[at], at + header, at + header + length, nowNs);
        in.position(at + header + length);
        return true;
    }

    private void onFrame(final byte first, final int from, final int to, final long nowNs) throws IOException {
        if (first == TEXT) {
            final long number = answers.check(bytes, from, to);
            if (number != Answers.NO_CANDLE) {
                isServed = true;
                taker.onAnswer(number, nowNs, number == Answers.WRONG ? excerpt(from, to) : "");
            }
        } else if (first == PING) {
            final byte[] payload = new byte[to - from];
            System.arraycopy(bytes, from, payload, 0, payload.length);
            writeAll(frame(PONG, payload));
        } else if (first == CLOSE) {
            taker.onAnswer(Answers.WRONG, nowNs, "closed by the server: " + excerpt(from, to));
        } else {
            taker.onAnswer(Answers.WRONG, nowNs, "an unexpected frame: " + excerpt(from, to));
        }
    }

    private String excerpt(final int from, final int to) {
        return new String(bytes, from, Math.min(to - from, EXCERPT_BYTES), StandardCharsets.UTF_8);
    }
}
