package dev.wick.engine.egress;

import dev.wick.engine.pipeline.WakeUp;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;

/**
 * What other threads have for the egress thread: commands, and connections for which the library has bytes to send.
 * Any thread puts in, the egress thread takes out.
 */
final class EgressInbox {
    private static final int CHUNK = 256;

    private final MpscUnboundedVarHandleArrayQueue<Runnable> commands = new MpscUnboundedVarHandleArrayQueue<>(CHUNK);
    private final MpscUnboundedVarHandleArrayQueue<Session> writeDemands =
            new MpscUnboundedVarHandleArrayQueue<>(CHUNK);
    private final WakeUp wakeUp;

    /** An inbox that wakes the egress thread. */
    EgressInbox(final WakeUp wakeUp) {
        this.wakeUp = wakeUp;
    }

    /** Hands a command over; any thread. */
    void submit(final Runnable command) {
        commands.offer(command);
        wakeUp.signal();
    }

    /** Says that the library has put bytes for a session into its queue; any thread. */
    void writeDemand(final Session session) {
        if (session.connection().demandWrite()) {
            writeDemands.offer(session);
            wakeUp.signal();
        }
    }

    /** The next command, or null; the egress thread. */
    Runnable nextCommand() {
        return commands.poll();
    }

    /** The next session with bytes of the library, or null; the egress thread. */
    Session nextWriteDemand() {
        return writeDemands.poll();
    }

    /** Whether there is nothing; any thread. */
    boolean isEmpty() {
        return commands.isEmpty() && writeDemands.isEmpty();
    }

    /** Carries out what is there, at most so many; the egress thread. */
    int drain(final int limit) {
        return commands.drain((MessagePassingQueue.Consumer<Runnable>) Runnable::run, limit);
    }
}
