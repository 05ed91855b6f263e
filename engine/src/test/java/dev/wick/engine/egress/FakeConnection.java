package dev.wick.engine.egress;

import dev.wick.engine.protocol.Conversation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection without a socket, which takes as much as the test says. */
final class FakeConnection implements Connection, WritableByteChannel {
    private static final int TEXT = 0x81;
    private static final Pattern QUOTE = Pattern.compile("\"trade_num\":(\\d+),\"is_closed_candle\":(true|false)");
    private static final Pattern ENTRY = Pattern.compile("\"symbol\":\"(\\w+)\"[^}]*?\"is_closed_candle\":(true|false)"
            + "[^}]*?\"open_time\":(\\d+)[^}]*?\"source\":\"(\\w+)\"[^}]*?\"revision\":(\\d+)");

    /** By what a text is but for its digits, how many there were: in hundreds of thousands of quotes little else differs. */
    private static final Map<String, Integer> ALIKE = new ConcurrentHashMap<>();
    /** Of those that are alike, the first is held against the document, and so is each one that comes this much later. */
    private static final int JUDGED_ONE_IN = 16;

    private final Conversation conversation = new Conversation();
    /** How much of what was taken is checked. */
    private int checkedBytes;

    final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    final ArrayDeque<ByteBuffer> ownFrames = new ArrayDeque<>();
    int room = Integer.MAX_VALUE;
    /** Takes all, and keeps nothing. */
    boolean isForgetting;

    boolean isBroken;
    boolean isUnplugged;
    boolean isClosing;
    boolean isAborted;
    boolean isOutputShut;
    int closeCode;
    String closeReason;
    long heardNs;

    @Override
    public int write(final ByteBuffer bytes) throws IOException {
        if (isBroken) {
            throw new IllegalStateException("a bug");
        }
        if (isUnplugged) {
            throw new IOException("connection reset");
        }
        if (isForgetting) {
            final int all = bytes.remaining();
            bytes.position(bytes.limit());
            return all;
        }
        final int count = Math.min(room, bytes.remaining());
        final byte[] some = new byte[count];
        bytes.get(some);
        taken.write(some, 0, count);
        room -= count;
        return count;
    }

    @Override
    public WritableByteChannel channel() {
        return this;
    }

    @Override
    public boolean sendHeld() {
        return true;
    }

    @Override
    public boolean demandWrite() {
        return true;
    }

    @Override
    public void clearWriteDemand() {
        // The test calls by itself.
    }

    @Override
    public ByteBuffer nextOwnFrame() {
        return ownFrames.poll();
    }

    @Override
    public boolean hasOwnFrames() {
        return !ownFrames.isEmpty();
    }

    @Override
    public boolean isClosing() {
        return isClosing;
    }

    @Override
    public void close(final int code, final String reason) {
        closeCode = code;
        closeReason = reason;
        isClosing = true;
        ownFrames.add(ByteBuffer.wrap(new byte[] {(byte) 0x88, 0}));
    }

    @Override
    public void shutdownOutput() {
        isOutputShut = true;
    }

    @Override
    public void abort(final String reason) {
        isAborted = true;
    }

    @Override
    public long heardNs() {
        return heardNs;
    }

    @Override
    public void messageTaken() {
        // Nobody waits.
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        isAborted = true;
    }

    /** The trade counts of the quotes so far, closed ones negative. */
    List<Integer> quotes() {
        final List<Integer> found = new ArrayList<>();
        final Matcher matcher = QUOTE.matcher(text());
        while (matcher.find()) {
            final int count = Integer.parseInt(matcher.group(1));
            found.add(matcher.group(2).equals("true") ? -count : count);
        }
        return found;
    }

    /**
     * The quotes so far of one series, as minutes after the first open time of the tests: {@code 3}, a revision {@code 3r1}, from
     * REST {@code 3b}, an open one {@code (3)}.
     */
    List<String> entries(final String symbol) {
        final List<String> found = new ArrayList<>();
        final Matcher matcher = ENTRY.matcher(text());
        while (matcher.find()) {
            if (matcher.group(1).equals(symbol)) {
                found.add(entry(matcher));
            }
        }
        return found;
    }

    private static String entry(final Matcher quote) {
        final long minute = (Long.parseLong(quote.group(3)) - FeedHarness.FIRST_OPEN_TIME_MS) / FeedHarness.MINUTE_MS;
        if (quote.group(2).equals("false")) {
            return "(" + minute + ")";
        }
        final String revision = quote.group(5).equals("0") ? "" : "r" + quote.group(5);
        return minute + revision + (quote.group(4).equals("backfill") ? "b" : "");
    }

    /** Everything so far; the whole text frames in it are checked, each kind and a share of those that are alike. */
    String text() {
        check(ByteBuffer.wrap(taken.toByteArray()).position(checkedBytes));
        return taken.toString(StandardCharsets.UTF_8);
    }

    private void check(final ByteBuffer frames) {
        // Requests are handed to the egress without a socket: answers prove nothing.
        conversation.sentBytes();
        while (frames.remaining() >= TextFrame.MAX_HEADER_BYTES) {
            final int opcode = frames.get() & 0xFF;
            final int first = frames.get();
            final long length = first == 126 ? frames.getShort() & 0xFFFF : first == 127 ? frames.getLong() : first;
            if (length > frames.remaining()) {
                return;
            }
            final byte[] payload = new byte[(int) length];
            frames.get(payload);
            checkedBytes = frames.position();
            if (opcode == TEXT && ALIKE.merge(withoutDigits(payload), 1, Integer::sum) % JUDGED_ONE_IN == 1) {
                conversation.received(new String(payload, StandardCharsets.UTF_8));
            }
        }
    }

    private static String withoutDigits(final byte[] text) {
        final byte[] rest = new byte[text.length];
        int length = 0;
        for (final byte one : text) {
            if (one < '0' || one > '9') {
                rest[length++] = one;
            }
        }
        return new String(rest, 0, length, StandardCharsets.ISO_8859_1);
    }
}
