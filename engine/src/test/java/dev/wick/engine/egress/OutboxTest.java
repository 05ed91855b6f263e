package dev.wick.engine.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
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
            for (int i = 0; i < count; i++) {
                taken.write(bytes.get());
            }
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

    private final StubbornChannel channel = new StubbornChannel();

    @Property(tries = 300)
    void shouldSendEveryByteOnceAndInOrderHoweverLittleTheSocketTakes(@ForAll final long seed) throws IOException {
        final Random random = new Random(seed);
        final int most = 64 * 1024;
        final Outbox outbox = new Outbox(most);
        final StubbornChannel socket = new StubbornChannel();
        final ByteArrayOutputStream expected = new ByteArrayOutputStream();
        for (int i = 0; i < 500; i++) {
            final byte[] frame = new byte[1 + random.nextInt(2_000)];
            random.nextBytes(frame);
            final boolean fits = outbox.pending() + frame.length <= most;
            assertThat(outbox.append(frame, 0, frame.length, Outbox.NO_TIME)).isEqualTo(fits);
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
        final Outbox outbox = new Outbox(1 << 20);
        final StubbornChannel socket = new StubbornChannel();
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        final int[] ends = new int[20];
        for (int i = 0; i < ends.length; i++) {
            final byte[] frame = new byte[1 + random.nextInt(500)];
            random.nextBytes(frame);
            outbox.append(frame, 0, frame.length, 1_000L * (i + 1));
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
        assertThat(outbox.lastClosedSentMs()).isEqualTo(1_000L * whole);
        final boolean torn = sent > (whole == 0 ? 0 : ends[whole - 1]);
        assertThat(outbox.dropUnsent()).isEqualTo(ends.length - whole - (torn ? 1 : 0));
        socket.room = Integer.MAX_VALUE;
        outbox.flush(socket);
        final int kept = torn ? ends[whole] : sent;
        assertThat(socket.taken.toByteArray()).isEqualTo(Arrays.copyOf(all.toByteArray(), kept));
        assertThat(outbox.pending()).isZero();
    }

    @Test
    void shouldTakeAsMuchAsItsBoundAndALastWordBeyond() throws IOException {
        final Outbox outbox = new Outbox(1_000);
        assertThat(outbox.append(new byte[1_000], 0, 1_000, Outbox.NO_TIME)).isTrue();
        assertThat(outbox.append(new byte[1], 0, 1, Outbox.NO_TIME)).isFalse();
        assertThat(outbox.appendControl(ByteBuffer.allocate(100))).isTrue();
        channel.room = 1;
        outbox.flush(channel);
        assertThat(outbox.pending()).isEqualTo(1_099);
    }
}
