package dev.wick.engine;

import dev.wick.engine.door.Door;
import dev.wick.engine.ops.MetricsLog;
import dev.wick.engine.pipeline.Duty;
import org.agrona.concurrent.EpochClock;

/** What happens now and then: the line with the main metrics, and a look at the files of the door. On the supervisor's thread. */
final class Housekeeping implements Duty {
    private final MetricsLog metricsLog;
    private final Door door;
    private final Runnable onTokensChanged;
    private final EpochClock clock;

    Housekeeping(final MetricsLog metricsLog, final Door door, final Runnable onTokensChanged, final EpochClock clock) {
        this.metricsLog = metricsLog;
        this.door = door;
        this.onTokensChanged = onTokensChanged;
        this.clock = clock;
    }

    @Override
    public int doWork() {
        final long nowMs = clock.time();
        metricsLog.tick(nowMs);
        if (door.tick(nowMs)) {
            onTokensChanged.run();
        }
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
