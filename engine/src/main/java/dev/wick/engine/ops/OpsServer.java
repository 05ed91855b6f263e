package dev.wick.engine.ops;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.wick.engine.config.Setting;
import dev.wick.engine.door.Door;
import dev.wick.engine.door.DoorException;
import dev.wick.engine.door.Refusal;
import dev.wick.engine.door.Tls;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.agrona.concurrent.EpochClock;

/**
 * The HTTP server, or HTTPS where TLS is set, of {@code /health}, {@code /ready} and {@code /metrics}, on a few daemon threads named
 * {@code ops-http}. Started and closed by the composition root.
 *
 * <p>Times in its answers are ISO 8601 in UTC with milliseconds, as {@code 2026-11-23T07:35:00.123Z}; the time of a
 * message that never came is null.
 */
public final class OpsServer implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int WAITING_REQUESTS = 64;
    private static final int BACKLOG = 64;
    /** The server has no limit of its own, and one slow client would hold a thread for ever. */
    private static final String MAX_EXCHANGE_SECONDS = "10";

    private static final String JSON = "application/json; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService threads;
    private final OpsDoor opsDoor;
    private final PrometheusExport export;
    private final Supplier<List<VenueHealth>> venues;
    private final BooleanSupplier shuttingDown;
    private final Supplier<Map<String, String>> cores;
    private final EpochClock clock;
    private final ErrorLog errors;

    /**
     * Sets what the JDK's server reads once, when the first server of the process is made; for {@code main}, in case that
     * somebody else makes one before. What the command line set stays.
     */
    public static void prepareJdkServer() {
        // Without it JDK 17 answers kept-alive requests after 40 ms.
        setUnlessSet("sun.net.httpserver.nodelay", "true");
        setUnlessSet("sun.net.httpserver.maxReqTime", MAX_EXCHANGE_SECONDS);
        setUnlessSet("sun.net.httpserver.maxRspTime", MAX_EXCHANGE_SECONDS);
        setUnlessSet("jdk.httpserver.maxConnections", "256");
    }

    private static void setUnlessSet(final String property, final String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /**
     * Binds, and answers from now on.
     *
     * @param host the interface to listen on
     * @param port 0 for a free one
     * @param door asks for tokens, if others than this machine can reach the address
     * @param export writes {@code /metrics}
     * @param venues says how the venues are doing; any thread calls it
     * @param shuttingDown whether a shutdown has begun; any thread calls it
     * @param cores of the threads that are pinned, by name, as the kernel has them; any thread calls it
     * @param clock UTC ms
     * @param metrics counts who is refused
     * @param errors takes what goes wrong in an answer
     * @throws IOException if the address cannot be bound; the message names the setting
     * @throws DoorException if strangers could reach the address unasked
     */
    public static OpsServer start(
            final String host,
            final int port,
            final Door door,
            final PrometheusExport export,
            final Supplier<List<VenueHealth>> venues,
            final BooleanSupplier shuttingDown,
            final Supplier<Map<String, String>> cores,
            final EpochClock clock,
            final Metrics metrics,
            final ErrorLog errors)
            throws IOException, DoorException {
        prepareJdkServer();
        final InetSocketAddress address = address(host, port);
        final OpsDoor opsDoor = new OpsDoor(door, door.requireMayServeOps(host, address.getAddress()), metrics);
        final OpsServer started = new OpsServer(
                bind(address, host, door.tls()), opsDoor, export, venues, shuttingDown, cores, clock, errors);
        started.server.start();
        return started;
    }

    private OpsServer(
            final HttpServer server,
            final OpsDoor opsDoor,
            final PrometheusExport export,
            final Supplier<List<VenueHealth>> venues,
            final BooleanSupplier shuttingDown,
            final Supplier<Map<String, String>> cores,
            final EpochClock clock,
            final ErrorLog errors) {
        this.server = server;
        this.opsDoor = opsDoor;
        this.export = export;
        this.venues = venues;
        this.shuttingDown = shuttingDown;
        this.cores = cores;
        this.clock = clock;
        this.errors = errors;
        this.threads = threads();
        server.setExecutor(threads);
        server.createContext("/", this::answer);
    }

    private static InetSocketAddress address(final String host, final int port) throws IOException {
        final InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new BindException("The ops server cannot listen on \"" + host + "\": no such host. Set "
                    + Setting.WSS_HEALTH_CHECK_HOST.environmentName() + " to an address of this machine.");
        }
        return address;
    }

    private static HttpServer https(final InetSocketAddress address, final Tls tls) throws IOException {
        final HttpsServer server = HttpsServer.create(address, BACKLOG);
        server.setHttpsConfigurator(new HttpsConfigurator(tls.context()) {
            @Override
            public void configure(final HttpsParameters parameters) {
                parameters.setSSLParameters(tls.parameters());
            }
        });
        return server;
    }

    private static HttpServer bind(final InetSocketAddress address, final String host, final Tls tls)
            throws IOException {
        try {
            return tls == null ? HttpServer.create(address, BACKLOG) : https(address, tls);
        } catch (final BindException e) {
            final BindException clear =
                    new BindException("The ops server cannot listen on " + host + ":" + address.getPort() + " ("
                            + e.getMessage() + "). Set " + Setting.WSS_HEALTH_CHECK_PORT.environmentName()
                            + " to a free port, or "
                            + Setting.WSS_HEALTH_CHECK_ENABLED.environmentName() + "=false to do without it.");
            clear.initCause(e);
            throw clear;
        }
    }

    private static ExecutorService threads() {
        final ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_REQUESTS),
                task -> {
                    final Thread thread = new Thread(task, "ops-http");
                    thread.setDaemon(true);
                    return thread;
                },
                // The dispatcher answers itself then, and accepts no more until it has.
                new ThreadPoolExecutor.CallerRunsPolicy());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** The port that it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Stops at once. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(final HttpExchange exchange) throws IOException {
        try (exchange) {
            final Refusal refusal = opsDoor.refusal(exchange.getRequestHeaders().getFirst("Authorization"));
            if (refusal != null) {
                refuse(exchange, refusal);
                return;
            }
            final String method = exchange.getRequestMethod();
            if (!"GET".equals(method) && !"HEAD".equals(method)) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                send(exchange, 405, JSON, error("method " + method + " is not allowed; use GET"));
                return;
            }
            answerGet(exchange);
        }
    }

    private static void refuse(final HttpExchange exchange, final Refusal refusal) throws IOException {
        exchange.getResponseHeaders().set("WWW-Authenticate", Refusal.CHALLENGE);
        exchange.getResponseHeaders().set("Connection", "close");
        send(exchange, refusal.status(), JSON, refusal.body());
    }

    private void answerGet(final HttpExchange exchange) throws IOException {
        try {
            switch (exchange.getRequestURI().getPath()) {
                case "/health" -> send(exchange, 200, JSON, status("healthy").toString());
                case "/ready" -> ready(exchange);
                case "/metrics" -> metrics(exchange);
                default -> send(exchange, 404, JSON, error("not found; there are /health, /ready and /metrics"));
            }
        } catch (final RuntimeException e) {
            errors.report("ops-http", e);
            send(exchange, 500, JSON, error("internal error; the log has it"));
        }
    }

    private void ready(final HttpExchange exchange) throws IOException {
        final List<VenueHealth> all = venues.get();
        final boolean ready = !shuttingDown.getAsBoolean() && all.stream().anyMatch(VenueHealth::healthy);
        final JsonText body = status(ready ? "ready" : "not_ready")
                .add("exchanges", all.stream().map(VenueHealth::json).toList());
        final Map<String, String> pinned = cores.get();
        if (!pinned.isEmpty()) {
            body.add(
                    "threads",
                    pinned.entrySet().stream()
                            .map(thread ->
                                    new JsonText().add("name", thread.getKey()).add("cores", thread.getValue()))
                            .toList());
        }
        send(exchange, ready ? 200 : 503, JSON, body.toString());
    }

    private void metrics(final HttpExchange exchange) throws IOException {
        final String contentType =
                PrometheusExport.contentType(exchange.getRequestHeaders().getFirst("Accept"));
        send(exchange, 200, contentType, export.text(contentType));
    }

    private JsonText status(final String status) {
        return new JsonText().add("status", status).add("timestamp", JsonText.timestamp(clock.time()));
    }

    private static String error(final String message) {
        return new JsonText().add("error", message).toString();
    }

    private static void send(final HttpExchange exchange, final int code, final String contentType, final String text)
            throws IOException {
        final byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        if ("HEAD".equals(exchange.getRequestMethod())) {
            exchange.sendResponseHeaders(code, -1);
            return;
        }
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
    }
}
