package dev.wick.adapters.sim;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The REST server: asks the exchange's handler, on its own threads, unless a fault is planned. */
public final class RestServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RestServer.class);
    /** As many answers are held back at once, by {@link FaultPlan#restDelayMs}; threads are made as they are needed. */
    private static final int THREADS = 32;

    private static final String HTML =
            "<html><head><title>Maintenance</title></head><body>" + "<h1>We'll be right back</h1></body></html>";

    static {
        // Without this every second answer on a kept-alive connection waits 40 ms for the peer's delayed
        // acknowledgement.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    /** Answers requests. Called by several threads at once. */
    public interface Handler {
        /** The answer to a request. */
        Answer answer(Request request);

        /** Whether it says with status 200, and a code in the body, that there were too many requests. */
        default boolean limitsInBody() {
            return false;
        }

        /** The body of a planned fault. */
        String faultBody(RestFault fault);
    }

    /**
     * A request.
     *
     * @param method of HTTP
     * @param path without the query
     * @param parameters of the query, decoded
     * @param body empty for a GET
     */
    public record Request(String method, String path, Map<String, String> parameters, String body) {}

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param body JSON, unless the headers say otherwise
     * @param headers besides the usual ones
     */
    public record Answer(int status, String body, Map<String, String> headers) {
        /** An answer without further headers. */
        public static Answer of(final int status, final String body) {
            return new Answer(status, body, Map.of());
        }

        /** The same with one header more. */
        public Answer with(final String name, final String value) {
            final Map<String, String> more = new HashMap<>(headers);
            more.put(name, value);
            return new Answer(status, body, more);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final Handler handler;
    private final FaultPlan faults;
    private final Ledger ledger;

    private RestServer(
            final HttpServer server,
            final ExecutorService threads,
            final Handler handler,
            final FaultPlan faults,
            final Ledger ledger) {
        this.server = server;
        this.threads = threads;
        this.handler = handler;
        this.faults = faults;
        this.ledger = ledger;
    }

    static RestServer start(final int port, final Handler handler, final FaultPlan faults, final Ledger ledger) {
        final HttpServer http;
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 128);
        } catch (final IOException e) {
            throw new SimulatorException(SimulatorException.bindProblem("REST", port, e instanceof BindException), e);
        }
        final AtomicInteger number = new AtomicInteger();
        final ExecutorService threads =
                Executors.newFixedThreadPool(THREADS, task -> daemon(task, "sim-rest-" + number.getAndIncrement()));
        final RestServer rest = new RestServer(http, threads, handler, faults, ledger);
        http.createContext("/", rest::onRequest);
        http.setExecutor(threads);
        startAsDaemon(http);
        return rest;
    }

    /** The server's own thread is a daemon only if the thread that starts it is one. */
    private static void startAsDaemon(final HttpServer http) {
        final Thread starter = daemon(http::start, "sim-rest-start");
        starter.start();
        try {
            starter.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(final Runnable task, final String name) {
        final Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void onRequest(final HttpExchange exchange) throws IOException {
        try (exchange) {
            final long delayMs = faults.restDelayMs();
            if (delayMs > 0) {
                ledger.struck(Fault.REST);
                hold(delayMs);
            }
            final RestFault fault = faults.nextRestFault();
            if (fault == null) {
                respond(exchange, answer(exchange), "application/json;charset=UTF-8");
            } else {
                ledger.struck(Fault.REST);
                respond(exchange, faultAnswer(fault), contentType(fault));
            }
        }
    }

    private static void hold(final long delayMs) {
        try {
            TimeUnit.MILLISECONDS.sleep(delayMs);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer answer(final HttpExchange exchange) {
        try {
            final String query = exchange.getRequestURI().getRawQuery();
            final String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            return handler.answer(new Request(
                    exchange.getRequestMethod(), exchange.getRequestURI().getPath(), parameters(query), body));
        } catch (final RuntimeException | IOException e) {
            LOG.error("The simulator cannot answer {}", exchange.getRequestURI(), e);
            return Answer.of(500, "{\"code\":-1000,\"msg\":\"The simulator failed; its log says why.\"}");
        }
    }

    private Answer faultAnswer(final RestFault fault) {
        final boolean html = fault.kind() == RestFault.Kind.HTML;
        final boolean asStatus = fault.kind() == RestFault.Kind.LIMIT_IN_BODY && !handler.limitsInBody();
        final int status = asStatus
                ? RestFault.Kind.TOO_MANY_REQUESTS.status()
                : fault.kind().status();
        final Answer answer = Answer.of(status, html ? HTML : handler.faultBody(fault));
        return fault.retryAfterS() > 0 ? answer.with("Retry-After", Integer.toString(fault.retryAfterS())) : answer;
    }

    private static String contentType(final RestFault fault) {
        return fault.kind() == RestFault.Kind.HTML ? "text/html" : "application/json;charset=UTF-8";
    }

    private static void respond(final HttpExchange exchange, final Answer answer, final String contentType)
            throws IOException {
        exchange.getRequestBody().readAllBytes();
        final byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", contentType);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    /** Decodes a query: names to values, the last one of each name. */
    public static Map<String, String> parameters(final String rawQuery) {
        final Map<String, String> parameters = new LinkedHashMap<>();
        if (rawQuery != null) {
            for (final String pair : rawQuery.split("&", -1)) {
                final int equals = pair.indexOf('=');
                if (equals > 0) {
                    parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
                }
            }
        }
        return parameters;
    }

    private static String decoded(final String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (final IllegalArgumentException e) {
            return text;
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
