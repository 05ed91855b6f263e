package dev.wick.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The client's side of RFC 6455: what it sends, and how it takes frames apart. Stateless; any thread. */
final class Wire {
    static final int TEXT = 0x81;
    static final int CLOSE = 0x88;
    static final int PING = 0x89;
    static final int PONG = 0x8A;

    /** There is no whole frame yet. */
    static final int INCOMPLETE = -1;
    /** Not what a server may send here: masked, fragmented, compressed, or longer than 64 KiB. */
    static final int BROKEN = -2;

    static final String ACCEPT = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    private static final int SHORT = 125;
    private static final int TWO_BYTES = 126;
    private static final int MASKED = 0x80;
    private static final int MASK_BYTES = 4;

    private Wire() {}

    /** The handshake's request, with the key of the RFC's example. */
    static ByteBuffer handshake() {
        return ByteBuffer.wrap(String.join(
                        "\r\n",
                        "GET / HTTP/1.1",
                        "Host: 127.0.0.1",
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                        "Sec-WebSocket-Version: 13",
                        "",
                        "")
                .getBytes(StandardCharsets.US_ASCII));
    }

    /** The request for series, as a frame. */
    static ByteBuffer subscribe(final int[] seriesIds) {
        final StringBuilder text = new StringBuilder(
                "{\"op\":\"subscribe\",\"exchange\":\"binance\",\"contract_type\":\"spot\",\"interval\":\"1m\",\"symbols\":[");
        for (int i = 0; i < seriesIds.length; i++) {
            text.append(i == 0 ? "\"X" : ",\"X").append(seriesIds[i]).append("USDT\"");
        }
        final byte[] payload = text.append("]}").toString().getBytes(StandardCharsets.US_ASCII);
        return frame(TEXT, payload, 0, payload.length);
    }

    /** A client's frame. Masked, as the RFC demands, with the key 0, so that its bytes stay as they are. */
    static ByteBuffer frame(final int first, final byte[] payload, final int from, final int to) {
        final int length = to - from;
        final ByteBuffer frame = ByteBuffer.allocate(2 + 2 + MASK_BYTES + length);
        frame.put((byte) first);
        if (length <= SHORT) {
            frame.put((byte) (MASKED | length));
        } else {
            frame.put((byte) (MASKED | TWO_BYTES)).putShort((short) length);
        }
        return frame.putInt(0).put(payload, from, length).flip();
    }

    /** How many bytes of a frame stand before its payload; {@link #INCOMPLETE} or {@link #BROKEN} if it has none. */
    static int headerBytes(final byte[] bytes, final int from, final int to) {
        if (to - from < 2) {
            return INCOMPLETE;
        }
        final int second = bytes[from + 1] & 0xFF;
        if (second <= SHORT) {
            return 2;
        }
        return second == TWO_BYTES ? 2 + 2 : BROKEN;
    }

    /** Where a frame ends whose header has so many bytes; {@link #INCOMPLETE} if the end is not there. */
    static int end(final byte[] bytes, final int from, final int to, final int headerBytes) {
        if (to - from < headerBytes) {
            return INCOMPLETE;
        }
        final int length =
                headerBytes == 2 ? bytes[from + 1] : ((bytes[from + 2] & 0xFF) << 8) | (bytes[from + 3] & 0xFF);
        final int end = from + headerBytes + length;
        return end <= to ? end : INCOMPLETE;
    }
}
