package dev.wick.engine.cores;

import java.util.BitSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import net.openhft.affinity.Affinity;

/**
 * Pins threads as a {@link PinPlan} wants it, and checks with the kernel what came of it. Each thread pins itself; any thread
 * may ask.
 */
public final class Pinning {
    private final PinPlan plan;
    private final KernelView kernel;
    private final Consumer<BitSet> pinner;
    private final Set<String> names = new ConcurrentSkipListSet<>();

    /** By OpenHFT's library, which is loaded only if a thread is to be pinned. */
    public Pinning(final PinPlan plan, final KernelView kernel) {
        this(plan, kernel, cores -> Affinity.setAffinity(cores));
    }

    /** By another way to pin the calling thread. */
    Pinning(final PinPlan plan, final KernelView kernel, final Consumer<BitSet> pinner) {
        this.plan = plan;
        this.kernel = kernel;
        this.pinner = pinner;
    }

    /** What is wanted. */
    public PinPlan plan() {
        return plan;
    }

    /**
     * Pins the calling thread; does nothing if no core is named for it.
     *
     * @param cores one of the plan's sets
     * @throws IllegalStateException if the kernel says afterwards that it runs elsewhere
     */
    public void pin(final CoreSet cores) {
        if (cores.isEmpty()) {
            return;
        }
        final String name = Thread.currentThread().getName();
        pinner.accept(cores.bits());
        final CoreSet actual = kernel.ofThisThread();
        if (!actual.equals(cores)) {
            throw new IllegalStateException(
                    "the thread " + name + " should run on core " + cores + ", and the kernel has it on " + actual);
        }
        names.add(name);
    }

    /** The cores of all threads that were pinned and still run, by name, as the kernel has them now. */
    public Map<String, String> effective() {
        if (names.isEmpty()) {
            return Map.of();
        }
        final Map<String, String> found = new TreeMap<>();
        kernel.byThread().forEach((name, cores) -> {
            if (names.contains(name)) {
                found.put(name, cores.toString());
            }
        });
        return found;
    }
}
