package dev.wick.adapters.sim;

import dev.wick.adapters.sim.market.LiveMarket;
import java.util.function.Function;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SleepingIdleStrategy;
import org.agrona.concurrent.SystemNanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running shell: the {@code sim} thread and both servers. Started and closed by its owner's thread. */
public final class Simulator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Simulator.class);
    private static final long IDLE_NS = 500_000L;

    private final SimServer webSocketServer;
    private final RestServer restServer;
    private final AgentRunner runner;

    private Simulator(final SimServer webSocketServer, final RestServer restServer, final AgentRunner runner) {
        this.webSocketServer = webSocketServer;
        this.restServer = restServer;
        this.runner = runner;
    }

    /**
     * Starts everything, or nothing.
     *
     * @param liveMarket makes the live market that tells its listener
     * @throws SimulatorException if a port cannot be had
     */
    public static Simulator start(
            final SimulatorOptions options,
            final WireProtocol protocol,
            final Audience audience,
            final Function<LiveMarket.Listener, LiveMarket> liveMarket,
            final RestServer.Handler rest,
            final Ledger ledger,
            final EpochClock marketClock) {
        final NanoClock nanoClock = SystemNanoClock.INSTANCE;
        final SocketEvents events = new SocketEvents(nanoClock);
        final SimulatorAgent agent =
                new SimulatorAgent(protocol, events, audience, options, ledger, marketClock, nanoClock);
        agent.market(liveMarket.apply(agent));
        final SimServer webSocketServer = SimServer.start(options.wsPort(), protocol, events);
        final RestServer restServer;
        try {
            restServer = RestServer.start(options.restPort(), rest, options.faults(), ledger);
        } catch (final SimulatorException e) {
            webSocketServer.shutDown();
            throw e;
        }
        final AgentRunner runner = new AgentRunner(
                new SleepingIdleStrategy(IDLE_NS), e -> LOG.error("The simulator failed at something", e), null, agent);
        AgentRunner.startOnThread(runner, Simulator::daemon);
        return new Simulator(webSocketServer, restServer, runner);
    }

    private static Thread daemon(final Runnable task) {
        final Thread thread = new Thread(task, "sim");
        thread.setDaemon(true);
        return thread;
    }

    /** The port that the WebSocket server listens on. */
    public int wsPort() {
        return webSocketServer.getPort();
    }

    /** The port that the REST server listens on. */
    public int restPort() {
        return restServer.port();
    }

    @Override
    public void close() {
        runner.close();
        webSocketServer.shutDown();
        restServer.close();
    }
}
