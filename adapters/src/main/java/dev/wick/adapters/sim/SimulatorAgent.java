package dev.wick.adapters.sim;

import dev.wick.adapters.sim.market.Bar;
import dev.wick.adapters.sim.market.LiveMarket;
import dev.wick.adapters.sim.market.LiveSeries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.NanoClock;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.framing.CloseFrame;

/** The duty cycle of the {@code sim} thread, which owns connections, subscriptions and the live market. */
final class SimulatorAgent implements Agent, LiveMarket.Listener {
    private static final long NANOS_PER_MS = 1_000_000L;
    private static final long HOLD_BACK_NS = 1_000 * NANOS_PER_MS;

    private final WireProtocol protocol;
    private final SocketEvents events;
    private final Audience audience;
    private final FaultPlan plan;
    private final FaultDesk faults;
    private final Ledger ledger;
    private final FrameSender sender;
    private final EpochClock marketClock;
    private final NanoClock nanoClock;
    private final WireProtocol.Limits limits;
    private final long maxBacklogBytes;
    private final KlineText text = new KlineText();
    private final Map<WebSocketImpl, SimConnection> connections = new LinkedHashMap<>();
    private LiveMarket market;
    private long nowNs;
    private long silentUntilNs;
    private boolean silent;

    SimulatorAgent(
            final WireProtocol protocol,
            final SocketEvents events,
            final Audience audience,
            final SimulatorOptions options,
            final Ledger ledger,
            final EpochClock marketClock,
            final NanoClock nanoClock) {
        this.protocol = protocol;
        this.events = events;
        this.audience = audience;
        this.ledger = ledger;
        this.marketClock = marketClock;
        this.nanoClock = nanoClock;
        plan = options.faults();
        faults = new FaultDesk(plan, ledger);
        limits = protocol.limits().with(options.wire());
        maxBacklogBytes = options.wire().maxBacklogBytes();
        sender = new FrameSender(plan, ledger);
    }

    void market(final LiveMarket newMarket) {
        market = newMarket;
    }

    @Override
    public int doWork() {
        nowNs = nanoClock.nanoTime();
        if (silent && nowNs - silentUntilNs >= 0) {
            silent = false;
        }
        return drainEvents() + greet() + drainCommands() + market.advance(marketClock.time()) + serveConnections();
    }

    private int drainEvents() {
        int work = 0;
        for (SocketEvents.Event event = events.poll(); event != null; event = events.poll()) {
            onEvent(event);
            work++;
        }
        return work;
    }

    private void onEvent(final SocketEvents.Event event) {
        if (event.kind() == SocketEvents.Kind.OPEN) {
            final SimConnection opened = new SimConnection(event.socket(), event.text(), nowNs);
            connections.put(event.socket(), opened);
            protocol.onOpen(opened);
            return;
        }
        final SimConnection connection = connections.get(event.socket());
        if (connection == null) {
            return;
        }
        if (event.kind() == SocketEvents.Kind.CLOSED) {
            remove(connection, event.socket());
            return;
        }
        if (event.kind() == SocketEvents.Kind.PONG) {
            connection.conduct().ponged(event.text());
        }
        if (!connection.conduct().messageAllowed(event.timeNs(), limits.messagesPerSecond())) {
            connection.close(CloseFrame.POLICY_VALIDATION, "Too many requests");
            remove(connection, event.socket());
        } else if (event.kind() == SocketEvents.Kind.TEXT && !silent) {
            protocol.onText(connection, event.text());
        }
    }

    private int greet() {
        int work = 0;
        for (Audience.Newcomer next = audience.nextNewcomer(); next != null; next = audience.nextNewcomer()) {
            protocol.encode(next.series(), next.series().bar(), market.nowMs(), false, text);
            sendTo(next.connection(), next.series());
            work++;
        }
        return work;
    }

    private void remove(final SimConnection connection, final WebSocketImpl socket) {
        connections.remove(socket);
        audience.leave(connection);
        connection.forget();
    }

    private int drainCommands() {
        int work = 0;
        for (FaultPlan.Command command = plan.nextCommand(); command != null; command = plan.nextCommand()) {
            obey(command);
            work++;
        }
        return work;
    }

    private void obey(final FaultPlan.Command command) {
        switch (command.action()) {
            case DISCONNECT_ALL -> List.copyOf(connections.keySet()).forEach(this::cut);
            case DISCONNECT_ONE -> connections.keySet().stream().findFirst().ifPresent(this::cut);
            case SERVER_SHUTDOWN ->
                connections.values().forEach(connection -> announceShutdown(connection, command.durationMs()));
            default -> {
                silent = true;
                silentUntilNs = nowNs + command.durationMs() * NANOS_PER_MS;
            }
        }
    }

    private void cut(final WebSocketImpl socket) {
        final SimConnection connection = connections.get(socket);
        remove(connection, socket);
        connection.cut();
        faults.count(Fault.DISCONNECT);
    }

    private void announceShutdown(final SimConnection connection, final long closeAfterMs) {
        if (closeAfterMs > 0) {
            connection.conduct().closeAt(nowNs + closeAfterMs * NANOS_PER_MS);
        }
        final String notice = protocol.shutdownNotice(connection, marketClock.time());
        if (notice != null) {
            connection.send(notice);
        }
    }

    @Override
    public void onBar(final LiveSeries series, final long eventTimeMs, final boolean closed) {
        final List<SimConnection> receivers = audience.of(series);
        final Bar bar = series.bar();
        final boolean flagged = closed && isFlagged(bar);
        boolean sent = false;
        if (!receivers.isEmpty() && (!closed || flagged || series.isUnshown())) {
            protocol.encode(series, bar, eventTimeMs, flagged, text);
            if (flagged) {
                sent = sendClosed(series, bar, eventTimeMs, receivers);
            } else {
                for (int i = 0; i < receivers.size(); i++) {
                    sendTo(receivers.get(i), series);
                }
            }
        }
        if (closed && !plan.isDelisted(series.instrument().symbol())) {
            ledger.made(series.bar(), series.interval(), sent);
        }
    }

    private boolean isFlagged(final Bar bar) {
        return switch (protocol.closing()) {
            case FLAGGED -> true;
            case FLAGGED_IF_TRADED -> bar.trades() > 0;
            case UNFLAGGED -> false;
        };
    }

    private boolean sendClosed(
            final LiveSeries series, final Bar bar, final long eventTimeMs, final List<SimConnection> receivers) {
        boolean sent = false;
        for (int i = 0; i < receivers.size(); i++) {
            final SimConnection receiver = receivers.get(i);
            if (faults.strikes(Fault.WITHHOLD_CLOSED)) {
                continue;
            }
            if (bar.trades() > 0 && faults.strikes(Fault.REVISE_CLOSED)) {
                sent |= sendRevised(series, bar, eventTimeMs, receiver);
            } else {
                sent |= sendTo(receiver, series);
            }
        }
        return sent;
    }

    private boolean sendRevised(
            final LiveSeries series, final Bar bar, final long eventTimeMs, final SimConnection receiver) {
        if (isHeard(series)) {
            protocol.encode(series, bar.withOneTradeMore(), eventTimeMs, true, text);
            sender.sendInOrder(receiver, text);
            protocol.encode(series, bar, eventTimeMs, true, text);
            sender.sendInOrder(receiver, text);
            return true;
        }
        return false;
    }

    private boolean sendTo(final SimConnection receiver, final LiveSeries series) {
        return isHeard(series) && sender.send(receiver, text, nowNs);
    }

    /** Whether anything of a series goes out now; what does not is counted. */
    private boolean isHeard(final LiveSeries series) {
        if (silent) {
            faults.count(Fault.SILENCE);
            return false;
        }
        if (plan.isDelisted(series.instrument().symbol())) {
            return false;
        }
        if (plan.isMuted(series.instrument().symbol())) {
            faults.count(Fault.HALF_ACCEPT);
            return false;
        }
        return true;
    }

    private int serveConnections() {
        List<WebSocketImpl> gone = null;
        for (final Map.Entry<WebSocketImpl, SimConnection> entry : connections.entrySet()) {
            if (!serve(entry.getValue())) {
                gone = gone == null ? new ArrayList<>() : gone;
                gone.add(entry.getKey());
            }
        }
        if (gone != null) {
            for (final WebSocketImpl socket : gone) {
                remove(connections.get(socket), socket);
            }
        }
        return 0;
    }

    private boolean serve(final SimConnection connection) {
        if (connection.conduct().pingDue(nowNs, limits.pingEveryMs() * NANOS_PER_MS) && !silent) {
            connection.ping(nowNs);
        }
        if (connection.conduct().pongOverdue(nowNs, limits.pongWithinMs() * NANOS_PER_MS)) {
            connection.close(CloseFrame.POLICY_VALIDATION, "Pong timeout");
            return false;
        }
        if (connection.conduct().idleFor(nowNs, limits.idle().afterMs() * NANOS_PER_MS)) {
            connection.close(limits.idle().code(), limits.idle().reason());
            return false;
        }
        if (connection.conduct().livedFor(nowNs, limits.lifeMs() * NANOS_PER_MS)
                || connection.conduct().closeDue(nowNs)) {
            connection.close(CloseFrame.NORMAL, "");
            return false;
        }
        if (!silent && !connection.turn(nowNs, HOLD_BACK_NS, maxBacklogBytes)) {
            connection.cut();
            return false;
        }
        return true;
    }

    @Override
    public String roleName() {
        return "sim";
    }
}
