package dev.wick.engine.pipeline;

/**
 * Two duties in turn on one thread: pipeline first, then egress, as in {@code shared} mode. A failure of the first does
 * not keep the second from its round.
 */
public final class TwoAgents implements Duty {
    private final Duty first;
    private final Duty second;

    public TwoAgents(final Duty first, final Duty second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public void onStart() {
        try {
            first.onStart();
        } finally {
            second.onStart();
        }
    }

    @Override
    public int doWork() throws Exception {
        int work = 0;
        try {
            work += first.doWork();
        } finally {
            work += second.doWork();
        }
        return work;
    }

    @Override
    public boolean hasWork() {
        return first.hasWork() || second.hasWork();
    }

    @Override
    public long parkLimitNs() {
        return Math.min(first.parkLimitNs(), second.parkLimitNs());
    }

    @Override
    public void onClose() {
        try {
            first.onClose();
        } finally {
            second.onClose();
        }
    }

    @Override
    public String roleName() {
        return first.roleName() + "+" + second.roleName();
    }
}
