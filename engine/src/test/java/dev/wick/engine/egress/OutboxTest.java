package dev.wick.engine.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OutboxTest {
    /** Takes as many bytes per call as it was told. */
    private static final class StubbornChannel implements WritableByteChannel {
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private int room;

        @Override
        public int write(final ByteBuffer bytes) {
            final int count = Math.min(room, bytes.remaining());
            final byte[] some = new byte[count];
            bytes.get(some);
            taken.write(some, 0, count);
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // Nothing to close.
        }
    }

    private static final int SERIES = 5;

    private record Drops(List<Since> candles) implements FrameQueue.DropSink {
        @Override
        public void onDropped(final int seriesId, final long openTimeMs, final int revision) {
            assertThat(seriesId).isEqualTo(SERIES);
            candles.add(new Since(openTimeMs, revision));
        }

        @Override
        public void onForgotten(final int seriesId) {
            candles.clear();
        }
    }

    private final StubbornChannel channel = new StubbornChannel();

    @Property(tries = 300)
    void shouldSendEveryByteOnceAndInOrderHoweverLittleTheSocketTakes(@ForAll final long seed) throws IOException {
        final Random random = new Random(seed);
        final int most = 64 * 1024;
        final Outbox outbox = new Outbox(most, Integer.MAX_VALUE / 2);
        final StubbornChannel socket = new StubbornChannel();
        final ByteArrayOutputStream expected = new ByteArrayOutputStream();
        for (int i = 0; i < 500; i++) {
            final byte[] frame = new byte[1 + random.nextInt(2_000)];
            random.nextBytes(frame);
            final boolean fits = outbox.pending() + frame.length <= most;
            assertThat(outbox.append(frame, 0, frame.length)).isEqualTo(fits);
            if (fits) {
                expected.write(frame);
            }
            socket.room = random.nextInt(1_800);
            outbox.flush(socket);
        }
        socket.room = Integer.MAX_VALUE;
        outbox.flush(socket);
        assertThat(socket.taken.toByteArray()).isEqualTo(expected.toByteArray());
        assertThat(outbox.pending()).isZero();
    }

    @Property(tries = 300)
    void shouldFinishTheFrameUnderWayAndDropTheOthers(@ForAll final long seed) throws IOException {
        final Random random = new Random(seed);
        final Outbox outbox = new Outbox(1 << 20, 1_000);
        final StubbornChannel socket = new StubbornChannel();
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        final int[] ends = new int[20];
        for (int i = 0; i < ends.length; i++) {
            final byte[] frame = new byte[1 + random.nextInt(500)];
            random.nextBytes(frame);
            outbox.appendClosed(frame, 0, frame.length, SERIES, 1_000L * (i + 1), i);
            all.write(frame);
            ends[i] = all.size();
        }
        socket.room = random.nextInt(all.size() + 1);
        outbox.flush(socket);
        int whole = 0;
        while (whole < ends.length && ends[whole] <= socket.room) {
            whole++;
        }
        final int sent = socket.room;
        assertThat(outbox.received().of(SERIES)).isEqualTo(candle(whole));
        final boolean torn = sent > (whole == 0 ? 0 : ends[whole - 1]);
        final int started = whole + (torn ? 1 : 0);
        final List<Since> dropped = new ArrayList<>();
        assertThat(outbox.dropUnsent(new Drops(dropped))).isEqualTo(ends.length - started);
        assertThat(outbox.received().of(SERIES))
                .as("the frame under way goes out before all else")
                .isEqualTo(candle(started));
        assertThat(dropped).hasSize(ends.length - started);
        if (!dropped.isEmpty()) {
            assertThat(dropped.get(0)).isEqualTo(candle(started + 1));
        }
        socket.room = Integer.MAX_VALUE;
        outbox.flush(socket);
        final int kept = torn ? ends[whole] : sent;
        assertThat(socket.taken.toByteArray()).isEqualTo(Arrays.copyOf(all.toByteArray(), kept));
        assertThat(outbox.pending()).isZero();
    }

    private static Since candle(final int number) {
        return number == 0 ? null : new Since(1_000L * number, number - 1);
    }

    @Test
    void shouldTakeAsManyMessagesAsItsBoundAndSomeOfOursBeyond() throws IOException {
        final Outbox outbox = new Outbox(1_000, 2);
        assertThat(outbox.append(new byte[10], 0, 10)).isTrue();
        assertThat(outbox.append(new byte[10], 0, 10)).isTrue();
        assertThat(outbox.append(new byte[10], 0, 10)).isFalse();
        assertThat(outbox.appendControl(ByteBuffer.allocate(10))).isTrue();
        assertThat(outbox.messages()).isEqualTo(3);
        channel.room = 20;
        outbox.flush(channel);
        assertThat(outbox.messages()).isEqualTo(1);
        assertThat(outbox.append(new byte[10], 0, 10)).isTrue();
    }

    @Test
    void shouldCountANoticeAgainstNoBound() throws IOException {
        final Outbox outbox = new Outbox(100, 2);
        assertThat(outbox.append(new byte[50], 0, 50)).isTrue();
        assertThat(outbox.appendNotice(new byte[300])).isTrue();
        assertThat(outbox.append(new byte[50], 0, 50)).isTrue();
        assertThat(outbox.append(new byte[1], 0, 1)).isFalse();
        channel.room = 350;
        outbox.flush(channel);
        assertThat(outbox.bytes()).isEqualTo(50);
        assertThat(outbox.messages()).isEqualTo(1);
        assertThat(outbox.append(new byte[50], 0, 50)).isTrue();
        channel.room = 1_000;
        outbox.flush(channel);
        assertThat(outbox.pending()).isZero();
        assertThat(channel.taken.size()).isEqualTo(450);
    }

    @Test
    void shouldForgetASeriesInTheOrderOfTheFrames() throws IOException {
        final Outbox outbox = new Outbox(1_000, 10);
        outbox.appendClosed(new byte[10], 0, 10, SERIES, 1_000, 0);
        outbox.forget(SERIES);
        outbox.appendClosed(new byte[10], 0, 10, SERIES, 5_000, 0);
        channel.room = 10;
        outbox.flush(channel);
        assertThat(outbox.received().of(SERIES)).isNull();
        assertThat(outbox.receivedInTheEnd().of(SERIES)).isEqualTo(new Since(5_000, 0));
        final List<Since> dropped = new ArrayList<>();
        assertThat(outbox.dropUnsent(new Drops(dropped))).isEqualTo(1);
        assertThat(dropped).containsExactly(new Since(5_000, 0));
        assertThat(outbox.received().of(SERIES)).isNull();
    }

    @Test
    void shouldTakeWhatThePeerSaysThatItHasForReceived() {
        final Outbox outbox = new Outbox(1_000, 10);
        outbox.given(SERIES, new Since(7_000, 3));
        assertThat(outbox.received().of(SERIES)).isEqualTo(new Since(7_000, 3));
        outbox.appendClosed(new byte[10], 0, 10, SERIES, 8_000, 0);
        outbox.given(SERIES, new Since(2_000, 0));
        outbox.dropUnsent(new Drops(new ArrayList<>()));
        assertThat(outbox.received().of(SERIES)).isEqualTo(new Since(2_000, 0));
    }

    @Test
    void shouldTakeAsMuchAsItsBoundAndALastWordBeyond() throws IOException {
        final Outbox outbox = new Outbox(1_000, 1_000);
        assertThat(outbox.append(new byte[1_000], 0, 1_000)).isTrue();
        assertThat(outbox.append(new byte[1], 0, 1)).isFalse();
        assertThat(outbox.appendControl(ByteBuffer.allocate(100))).isTrue();
        channel.room = 1;
        outbox.flush(channel);
        assertThat(outbox.pending()).isEqualTo(1_099);
    }
}
