package dev.wick.engine.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.engine.ops.Metric;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.Test;

/** The end of connections, by a clock of the test's. */
class SessionsTest {
    private static final long CUT_NS = 2_000_000_000L;

    private final ReplayBed bed = new ReplayBed(10);
    private final FakeConnection socket = new FakeConnection();
    private final Session session = bed.session(socket);
    private final long startNs = SystemNanoClock.INSTANCE.nanoTime();

    private void at(final long ns) {
        bed.sessions.now(startNs + ns);
        bed.sessions.endOverdue();
    }

    @Test
    void shouldEndHardAndCountWhoDoesNotEvenReadTheGoodbye() {
        at(0);
        socket.room = 0;
        bed.sessions.cuts().backlogFull(session);
        bed.cycle();
        at(CUT_NS - 1);
        assertThat(socket.isAborted).isFalse();
        at(CUT_NS);
        assertThat(socket.isAborted).isTrue();
        assertThat(bed.metrics.value(Metric.SUBSCRIBERS_CUT, "close_timeout")).isEqualTo(1);
        assertThat(bed.sessions.isEmpty()).isTrue();
    }

    /** Nobody is blamed whose kernel has taken the goodbye: it may be on its way. */
    @Test
    void shouldEndAfterAWhileWhoHasTheGoodbyeAndSaysNothing() {
        at(0);
        bed.sessions.cuts().backlogFull(session);
        bed.cycle();
        assertThat(socket.isOutputShut).isTrue();
        at(CUT_NS);
        assertThat(socket.isAborted).isTrue();
        assertThat(bed.metrics.value(Metric.SUBSCRIBERS_CUT, "close_timeout")).isZero();
    }
}
