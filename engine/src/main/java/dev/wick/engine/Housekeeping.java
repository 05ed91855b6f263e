package dev.wick.engine;

import dev.wick.engine.ops.MetricsLog;
import dev.wick.engine.pipeline.Duty;
import org.agrona.concurrent.EpochClock;

/** What happens now and then: the line with the main metrics. On the supervisor's thread. */
final class Housekeeping implements Duty {
    private final MetricsLog metricsLog;
    private final EpochClock clock;

    Housekeeping(final MetricsLog metricsLog, final EpochClock clock) {
        this.metricsLog = metricsLog;
        this.clock = clock;
    }

    @Override
    public int doWork() {
        metricsLog.tick(clock.time());
        return 0;
    }

    @Override
    public boolean hasWork() {
        return false;
    }

    @Override
    public String roleName() {
        return "housekeeping";
    }
}
