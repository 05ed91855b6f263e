package dev.wick.engine.cores;

import java.util.ArrayList;
import java.util.List;

/**
 * Which threads are to run on which cores. Immutable.
 *
 * @param pipeline the pipeline thread, and the one thread of shared; none for any core
 * @param egress the egress thread; none for any core
 * @param legs the threads that read from exchanges, each on any of these; none for any core
 */
public record PinPlan(CoreSet pipeline, CoreSet egress, CoreSet legs) {
    private static final String PIPELINE = "CONNECTOR_CPU_PIPELINE";
    private static final String EGRESS = "CONNECTOR_CPU_EGRESS";
    private static final String LEGS = "CONNECTOR_CPU_LEGS";

    /**
     * How the threads wait that the plan is for.
     *
     * @param isShared pipeline and egress are one thread, the pipeline's
     * @param pipelineSpins the pipeline thread never gives its core away
     * @param egressSpins the same of the egress thread, where it is one of its own
     */
    public record Threads(boolean isShared, boolean pipelineSpins, boolean egressSpins) {}

    /** Whether any thread is to be pinned. */
    public boolean isEmpty() {
        return pipeline.isEmpty() && egress.isEmpty() && legs.isEmpty();
    }

    /**
     * What speaks against it on this machine, one sentence each for whoever wrote the settings; empty if nothing does.
     *
     * @param kernel knows the cores
     * @param threads how they wait
     */
    public List<String> problems(final KernelView kernel, final Threads threads) {
        final List<String> problems = new ArrayList<>();
        if (isEmpty()) {
            return problems;
        }
        if (!kernel.isLinux()) {
            problems.add(
                    PIPELINE + ", " + EGRESS + ", " + LEGS + ": threads can be pinned on Linux only; leave them empty");
            return problems;
        }
        checkThatTheyAreThere(PIPELINE, pipeline, kernel, problems);
        checkThatTheyAreThere(EGRESS, egress, kernel, problems);
        checkThatTheyAreThere(LEGS, legs, kernel, problems);
        if (threads.isShared() && !egress.isEmpty()) {
            problems.add(EGRESS + "=" + egress
                    + ": with CONNECTOR_THREADING shared the egress runs on the pipeline's thread;"
                    + " leave it empty, or set CONNECTOR_THREADING=dedicated");
        }
        checkSpinning(threads, problems);
        return problems;
    }

    private static void checkThatTheyAreThere(
            final String key, final CoreSet cores, final KernelView kernel, final List<String> problems) {
        final CoreSet missing = cores.without(kernel.online());
        if (!missing.isEmpty()) {
            problems.add(key + "=" + cores + ": this machine has no core " + missing + "; it has " + kernel.online());
            return;
        }
        final CoreSet forbidden = cores.without(kernel.ofProcess());
        if (!forbidden.isEmpty()) {
            problems.add(key + "=" + cores + ": this process may not use core " + forbidden + ", only "
                    + kernel.ofProcess() + " (taskset, the container's cpuset or systemd's CPUAffinity says so)."
                    + " Start it with these cores, or name others");
        }
    }

    private void checkSpinning(final Threads threads, final List<String> problems) {
        final CoreSet ofPipeline = threads.pipelineSpins() ? pipeline : CoreSet.NONE;
        final CoreSet ofEgress = threads.egressSpins() && !threads.isShared() ? egress : CoreSet.NONE;
        final CoreSet spinning = ofPipeline.with(ofEgress);
        if (!ofPipeline.isEmpty() && !ofEgress.isEmpty() && spinning.size() < 2) {
            problems.add(PIPELINE + "=" + pipeline + ", " + EGRESS + "=" + egress + ": two threads would spin on core "
                    + spinning
                    + ", each while the other has work; name another core for one of them, or let one block");
        }
        if (!spinning.isEmpty() && !legs.isEmpty() && legs.without(spinning).isEmpty()) {
            problems.add(
                    LEGS + "=" + legs + ": a thread spins on each of these cores, and what reads from the exchanges"
                            + " would wait for it; name a core that is free");
        }
    }
}
