package dev.wick.adapters.ws;

import static dev.wick.adapters.ws.ServerFrames.BINARY;
import static dev.wick.adapters.ws.ServerFrames.CONTINUATION;
import static dev.wick.adapters.ws.ServerFrames.FIN;
import static dev.wick.adapters.ws.ServerFrames.PING;
import static dev.wick.adapters.ws.ServerFrames.TEXT;
import static dev.wick.adapters.ws.ServerFrames.close;
import static dev.wick.adapters.ws.ServerFrames.concat;
import static dev.wick.adapters.ws.ServerFrames.frame;
import static dev.wick.adapters.ws.ServerFrames.header;
import static dev.wick.adapters.ws.ServerFrames.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.InvalidHandshakeException;
import org.java_websocket.framing.CloseFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytesDraftTest {
    private static final int MAX_FRAME_BYTES = 100_000;
    private static final String LONG = "x".repeat(300);
    private static final String LONGER = "y".repeat(70_000);

    /** Short and 16-bit lengths; a fragmented text with a ping in it and, in the same read, a text behind it. */
    private static final byte[] CONVERSATION = concat(
            text("one"),
            text(LONG),
            frame(TEXT, "fra"),
            frame(CONTINUATION, "gm"),
            frame(FIN | PING, "p"),
            frame(FIN | CONTINUATION, "ent"),
            text("two"),
            text(""),
            frame(FIN | BINARY, new byte[130]),
            text("币"));

    private static final List<String> EVENTS = List.of("one", LONG, "ping p", "fragment", "two", "", "binary 130", "币");

    private final InMemoryClient client = new InMemoryClient(MAX_FRAME_BYTES);

    BytesDraftTest() throws InvalidHandshakeException {}

    @Test
    void shouldHandOverTextWhereItLies() {
        final byte[] read = text("hello");
        client.feed(read);
        assertThat(client.events).containsExactly("hello");
        assertThat(client.lastBuffer).isSameAs(read);
    }

    @Test
    void shouldKeepTheOrderOfAllFramesOfOneRead() {
        client.feed(CONVERSATION);
        assertThat(client.events).isEqualTo(EVENTS);
    }

    @Test
    void shouldSayThatAReadHasEndedAfterAllThatItBrought() {
        final int before = client.readEnds;
        client.feed(CONVERSATION);
        client.feed(text("cut"), 0, 3);
        assertThat(client.readEnds).isEqualTo(before + 2);
        assertThat(client.openReads).isZero();
    }

    @Test
    void shouldSayThatAReadHasEndedThatBroughtWhatNoServerMaySend() {
        final int before = client.readEnds;
        client.feed(concat(text("one"), header(FIN | 0x40 | TEXT, 3)));
        assertThat(client.isOpen()).isFalse();
        assertThat(client.readEnds).isEqualTo(before + 1);
        assertThat(client.openReads).isZero();
    }

    @Test
    void shouldPutTogetherWhatWasSplitAnywhere() throws InvalidHandshakeException {
        for (int cut = 0; cut <= CONVERSATION.length; cut++) {
            final InMemoryClient other = new InMemoryClient(MAX_FRAME_BYTES);
            other.feed(CONVERSATION, 0, cut);
            other.feed(CONVERSATION, cut, CONVERSATION.length);
            assertThat(other.events).as("cut at " + cut).isEqualTo(EVENTS);
        }
    }

    @Test
    void shouldPutTogetherWhatComesByteByByte() {
        for (int i = 0; i < CONVERSATION.length; i++) {
            client.feed(CONVERSATION, i, i + 1);
        }
        assertThat(client.events).isEqualTo(EVENTS);
    }

    @Property(tries = 100)
    void shouldPutTogetherAnyPieces(@ForAll final long seed) throws InvalidHandshakeException {
        final Random random = new Random(seed);
        final byte[] bytes = concat(CONVERSATION, text(LONGER), CONVERSATION);
        final InMemoryClient other = new InMemoryClient(MAX_FRAME_BYTES);
        int at = 0;
        while (at < bytes.length) {
            final int to = Math.min(bytes.length, at + 1 + random.nextInt(random.nextBoolean() ? 20 : 20_000));
            other.feed(bytes, at, to);
            at = to;
        }
        assertThat(other.events).hasSize(2 * EVENTS.size() + 1);
        assertThat(other.events.subList(0, EVENTS.size())).isEqualTo(EVENTS);
        assertThat(other.events.get(EVENTS.size())).isEqualTo(LONGER);
        assertThat(other.events.subList(EVENTS.size() + 1, other.events.size())).isEqualTo(EVENTS);
    }

    @ParameterizedTest
    @ValueSource(longs = {MAX_FRAME_BYTES + 1, 10_000_000, 1L << 31, 1L << 40, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void shouldRefuseATooLongFrameByItsHeader(final long length) {
        client.feed(text("before"));
        client.feed(header(FIN | TEXT, length));
        assertThat(client.closeCode).isEqualTo(CloseFrame.TOOBIG);
        assertThat(client.isOpen()).isFalse();
        assertThat(client.events).containsExactly("before");
    }

    @Test
    void shouldRefuseATooLongFrameWhoseHeaderIsSplit() {
        final byte[] header = header(FIN | TEXT, 10_000_000);
        for (int i = 0; i < header.length; i++) {
            assertThat(client.isOpen()).isTrue();
            client.feed(header, i, i + 1);
        }
        assertThat(client.closeCode).isEqualTo(CloseFrame.TOOBIG);
    }

    @Test
    void shouldRefuseFragmentsThatAddUpToTooMuch() {
        client.feed(frame(TEXT, LONGER));
        client.feed(frame(FIN | CONTINUATION, LONGER));
        assertThat(client.closeCode).isEqualTo(CloseFrame.TOOBIG);
        assertThat(client.events).isEmpty();
    }

    @Test
    void shouldRefuseMaskedFrames() {
        client.feed(new byte[] {(byte) (FIN | TEXT), (byte) 0x81, 1, 2, 3, 4, 'a' ^ 1});
        assertThat(client.closeCode).isEqualTo(CloseFrame.PROTOCOL_ERROR);
        assertThat(client.events).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x40, 0x20, 0x10})
    void shouldRefuseReservedBits(final int bit) {
        client.feed(frame(FIN | bit | TEXT, "a"));
        assertThat(client.closeCode).isEqualTo(CloseFrame.PROTOCOL_ERROR);
        assertThat(client.events).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 7, 11, 15})
    void shouldRefuseUnknownOpcodes(final int opcode) {
        client.feed(frame(FIN | opcode, "a"));
        assertThat(client.closeCode).isEqualTo(CloseFrame.PROTOCOL_ERROR);
    }

    @Test
    void shouldRefuseLongControlFrames() {
        client.feed(frame(FIN | PING, LONG));
        assertThat(client.closeCode).isEqualTo(CloseFrame.PROTOCOL_ERROR);
    }

    @Test
    void shouldRefuseATextInTheMiddleOfAnother() {
        client.feed(concat(frame(TEXT, "a"), text("b")));
        assertThat(client.closeCode).isEqualTo(CloseFrame.PROTOCOL_ERROR);
        assertThat(client.events).isEmpty();
    }

    @Test
    void shouldRefuseTheRestOfWhatNeverBegan() {
        client.feed(frame(FIN | CONTINUATION, "b"));
        assertThat(client.closeCode).isEqualTo(CloseFrame.PROTOCOL_ERROR);
    }

    @Test
    void shouldLeaveWhatIsNotUtf8ToTheReader() {
        client.feed(concat(frame(FIN | TEXT, new byte[] {(byte) 0xC3, (byte) 0x28, (byte) 0xFF}), text("next")));
        assertThat(client.isOpen()).isTrue();
        assertThat(client.events).hasSize(2).last().isEqualTo("next");
    }

    @Test
    void shouldGoOnAfterAListenerThatThrows() {
        client.failWith = new IllegalStateException("full");
        client.feed(concat(text("one"), text("two")));
        assertThat(client.events).containsExactly("one", "failure full", "two", "failure full");
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void shouldIgnoreWhatFollowsTheEnd() {
        client.feed(concat(text("one"), close(1000), text("two")));
        assertThat(client.events).containsExactly("one");
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void shouldForgetWhatWasCarriedOnReset() {
        client.feed(text(LONG), 0, 100);
        client.draft.reset();
        client.feed(text("fresh"));
        assertThat(client.events).containsExactly("fresh");
    }

    @Test
    void shouldTakeBuffersWithoutAnArray() throws InvalidDataException {
        final byte[] bytes = concat(text("one"), text("two"));
        final ByteBuffer direct =
                ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        assertThat(client.draft.translateFrame(direct)).isEmpty();
        assertThat(client.events).containsExactly("one", "two");
        assertThat(direct.hasRemaining()).isFalse();
    }

    @Test
    void shouldBeCopiedAsWhatItIs() {
        assertThat(client.draft.copyInstance()).isInstanceOf(BytesDraft.class).isNotSameAs(client.draft);
    }
}
