package dev.wick.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One subscriber: shakes hands, subscribes, and checks every frame that comes. One thread; allocates nothing for a quote.
 *
 * <p>All subscribers of a thread read into one buffer; of a frame that is not whole yet each keeps what it has.
 */
final class LoadSubscriber {
    /** Where it stands. */
    enum State {
        SHAKING_HANDS,
        SUBSCRIBING,
        LIVE,
        ENDED
    }

    private static final int EXCERPT_BYTES = 200;
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SUBSCRIBED = "{\"type\":\"subscribed\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ERROR = "{\"type\":\"error\"".getBytes(StandardCharsets.US_ASCII);

    private final String name;
    private final SocketChannel channel;
    private final int[] seriesIds;
    private final Ledger ledger;
    private final Quote quote;
    private final Tally tally;
    private final Faults faults;
    private State state = State.SHAKING_HANDS;
    private byte[] rest = new byte[0];
    private int restLength;

    /**
     * A subscriber that has said nothing yet.
     *
     * @param channel connected
     * @param places from {@link Ledger#places} of the same series
     * @param quote of the reading thread
     */
    LoadSubscriber(
            final String name,
            final SocketChannel channel,
            final int[] seriesIds,
            final int[] places,
            final Quote quote,
            final Tally tally,
            final Faults faults) {
        this.name = name;
        this.channel = channel;
        this.seriesIds = seriesIds;
        this.quote = quote;
        this.tally = tally;
        this.faults = faults;
        ledger = new Ledger(places, seriesIds.length);
    }

    /** Asks for the handshake. */
    void begin() throws IOException {
        send(Wire.handshake());
    }

    /** Where it stands. */
    State state() {
        return state;
    }

    /** So many bytes of an unfinished frame are to be put before what is read next. */
    int takeRest(final byte[] into) {
        System.arraycopy(rest, 0, into, 0, restLength);
        return restLength;
    }

    /**
     * Takes what was read.
     *
     * @param bytes beginning with what {@link #takeRest} gave
     * @param length up to where they are filled
     * @param readNs when the read returned, monotonic ns
     */
    void received(final byte[] bytes, final int length, final long readNs) throws IOException {
        int at = 0;
        if (state == State.SHAKING_HANDS) {
            at = head(bytes, length);
        }
        while (state != State.SHAKING_HANDS && state != State.ENDED) {
            final int next = frame(bytes, at, length, readNs);
            if (next < 0) {
                break;
            }
            at = next;
        }
        keepRest(bytes, at, length);
    }

    private void keepRest(final byte[] bytes, final int from, final int to) {
        restLength = to - from;
        if (restLength > rest.length) {
            // Twice what is needed: unfinished frames of one length are cut anywhere.
            rest = new byte[2 * restLength];
        }
        System.arraycopy(bytes, from, rest, 0, restLength);
    }

    private int head(final byte[] bytes, final int length) throws IOException {
        for (int end = HEAD_END.length; end <= length; end++) {
            if (Arrays.equals(bytes, end - HEAD_END.length, end, HEAD_END, 0, HEAD_END.length)) {
                final String text = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
                if (!text.startsWith("HTTP/1.1 101 ") || !text.contains(Wire.ACCEPT)) {
                    end("the handshake was refused: " + text);
                    return length;
                }
                state = State.SUBSCRIBING;
                send(Wire.subscribe(seriesIds));
                return end;
            }
        }
        return 0;
    }

    /** Takes one frame; returns where the next one begins, or less than 0 if this one is not whole. */
    private int frame(final byte[] bytes, final int from, final int to, final long readNs) throws IOException {
        final int header = Wire.headerBytes(bytes, from, to);
        if (header == Wire.BROKEN) {
            end("a frame that no server may send here: " + excerpt(bytes, from, to));
            return to;
        }
        final int end = header == Wire.INCOMPLETE ? header : Wire.end(bytes, from, to, header);
        if (end < 0) {
            return end;
        }
        final int payload = from + header;
        switch (bytes[from] & 0xFF) {
            case Wire.TEXT -> text(bytes, payload, end, readNs);
            case Wire.PING -> send(Wire.frame(Wire.PONG, bytes, payload, end));
            case Wire.CLOSE -> end("closed by the server: " + excerpt(bytes, payload, end));
            default -> end("a frame that no server may send here: " + excerpt(bytes, from, end));
        }
        return end;
    }

    private void text(final byte[] bytes, final int from, final int to, final long readNs) {
        if (Quote.isQuote(bytes, from, to)) {
            quote(bytes, from, to, readNs);
            return;
        }
        if (startsWith(bytes, from, to, ERROR)) {
            faults.add(name + ": " + excerpt(bytes, from, to));
        } else if (startsWith(bytes, from, to, SUBSCRIBED)) {
            state = State.LIVE;
            tally.oneSubscribed();
        }
    }

    private void quote(final byte[] bytes, final int from, final int to, final long readNs) {
        final String wrong = quote.read(bytes, from, to) ? ledger.enter(quote) : "a quote that is not as it was sent";
        if (wrong != null) {
            faults.add(name + ": " + wrong + ": " + excerpt(bytes, from, to));
        } else {
            tally.quote(quote.isClosed, readNs - quote.plannedNs);
        }
    }

    private void send(final ByteBuffer bytes) throws IOException {
        // A few hundred bytes into an empty socket: what does not go out at once never will.
        channel.write(bytes);
        if (bytes.hasRemaining()) {
            throw new IOException("the socket took no request");
        }
    }

    /** It is over, and should not be. */
    void end(final String why) {
        if (state != State.ENDED) {
            state = State.ENDED;
            faults.add(name + ": " + why);
        }
    }

    private static boolean startsWith(final byte[] bytes, final int from, final int to, final byte[] expected) {
        return to - from >= expected.length
                && Arrays.equals(bytes, from, from + expected.length, expected, 0, expected.length);
    }

    private static String excerpt(final byte[] bytes, final int from, final int to) {
        return new String(bytes, from, Math.min(to - from, EXCERPT_BYTES), StandardCharsets.ISO_8859_1);
    }
}
