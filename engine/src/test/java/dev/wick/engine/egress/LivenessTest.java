package dev.wick.engine.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.engine.ops.Metric;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.Test;

/** Who owes an answer to a ping, and from when on, by a clock of the test's. */
class LivenessTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long INTERVAL_NS = 20 * SECOND_NS;
    private static final long TIMEOUT_NS = 10 * SECOND_NS;

    private final long startNs = SystemNanoClock.INSTANCE.nanoTime() + SECOND_NS;
    private final ReplayBed bed = new ReplayBed(
            10,
            new FeedOptions()
                    .pings(20_000, 10_000)
                    .backlog(100_000, 1_000_000, 10_000)
                    .build());
    private final FakeConnection socket = new FakeConnection();
    private final Session session = bed.session(socket);

    private void at(final long ns) {
        bed.sessions.now(startNs + ns);
        bed.cycle();
        bed.sessions.endOverdue();
        bed.cycle();
    }

    private void heardAt(final long ns) {
        socket.heardNs = startNs + ns;
    }

    private long noPong() {
        return (long) bed.metrics.value(Metric.SUBSCRIBERS_CUT, "no_pong");
    }

    private int pings() {
        return socket.taken.size() / 2;
    }

    @Test
    void shouldPingAgainAndAgainWhoAnswers() {
        heardAt(0);
        at(INTERVAL_NS - SECOND_NS / 10);
        assertThat(pings()).isZero();
        for (int i = 1; i <= 5; i++) {
            final long pingedNs = i * (INTERVAL_NS + SECOND_NS);
            at(pingedNs);
            assertThat(pings()).isEqualTo(i);
            heardAt(pingedNs + 1);
            at(pingedNs + TIMEOUT_NS + SECOND_NS);
        }
        assertThat(noPong()).isZero();
    }

    @Test
    void shouldEndWhoDoesNotAnswerInTime() {
        heardAt(0);
        at(INTERVAL_NS);
        at(INTERVAL_NS + TIMEOUT_NS - 1);
        assertThat(socket.isAborted).isFalse();
        at(INTERVAL_NS + TIMEOUT_NS + SECOND_NS / 10);
        assertThat(socket.isAborted).isTrue();
        assertThat(noPong()).isEqualTo(1);
    }

    @Test
    void shouldOweNothingWhileThePingWaitsBehindABacklog() {
        heardAt(0);
        socket.room = 0;
        bed.sessions.reply(session, new byte[1_000]);
        at(INTERVAL_NS);
        at(10 * INTERVAL_NS);
        assertThat(socket.isAborted).isFalse();
        socket.room = 10_000;
        at(11 * INTERVAL_NS);
        assertThat(socket.taken.size()).isEqualTo(1_002);
        at(11 * INTERVAL_NS + TIMEOUT_NS - 1);
        assertThat(socket.isAborted).isFalse();
        at(11 * INTERVAL_NS + TIMEOUT_NS + SECOND_NS / 10);
        assertThat(noPong()).isEqualTo(1);
    }

    @Test
    void shouldWaitLongerForWhoseFullSocketGoesOnTakingBytes() {
        heardAt(0);
        at(INTERVAL_NS);
        assertThat(pings()).isEqualTo(1);
        socket.room = 0;
        bed.sessions.reply(session, new byte[1_000]);
        at(INTERVAL_NS + 1);
        for (int i = 1; i <= 5; i++) {
            socket.room = 100;
            at(INTERVAL_NS + i * (TIMEOUT_NS - SECOND_NS));
        }
        assertThat(socket.isAborted).isFalse();
        at(INTERVAL_NS + 5 * (TIMEOUT_NS - SECOND_NS) + TIMEOUT_NS + SECOND_NS / 10);
        assertThat(noPong()).isEqualTo(1);
    }
}
