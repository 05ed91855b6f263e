package dev.wick.adapters.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.wick.adapters.feed.AdapterContext;
import dev.wick.adapters.feed.HistoryException;
import dev.wick.adapters.feed.HistoryException.Kind;
import dev.wick.adapters.feed.RestUse;
import dev.wick.adapters.limit.Allowance;
import dev.wick.adapters.limit.RateLimiter;
import dev.wick.adapters.rest.FakeExchange.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RestClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Understands the body {@code {"msg":"…"}} and the header {@code used}. */
    private static final RestDialect DIALECT = new RestDialect() {
        @Override
        public long usedWeight(final HttpHeaders headers) {
            return headers.firstValueAsLong("used").orElse(-1);
        }

        @Override
        public String errorWords(final byte[] body) {
            final String text = new String(body, StandardCharsets.UTF_8);
            return text.startsWith("{\"msg\":\"") ? text.substring(8, text.length() - 2) : null;
        }

        @Override
        public long silenceMs(final int status, final HttpHeaders headers, final byte[] body) {
            final boolean firewall = status == 403 && errorWords(body) != null;
            return firewall ? 600_000 : RestDialect.super.silenceMs(status, headers, body);
        }

        @Override
        public Refusal refusal(final byte[] body) {
            final String code = RestJson.field(body, "code");
            return code == null || code.equals("0") ? null : new Refusal("code " + code, code.equals("9") ? 2_500 : 0);
        }
    };

    private final AtomicLong virtualNs = new AtomicLong();
    private final RateLimiter limiter = new RateLimiter(
            "fake", Allowance.UNLIMITED, Allowance.UNLIMITED, Allowance.perMinute(1000), virtualNs::get, ms -> {
                throw new AssertionError("nobody should wait");
            });
    private FakeExchange exchange;
    private ExchangeHttp http;
    private RestClient client;

    @BeforeEach
    void start() throws IOException {
        exchange = new FakeExchange((path, query) -> Reply.json("[1]"));
        client = client(10_000, 4);
    }

    @AfterEach
    void stop() {
        client.close();
        http.close();
        exchange.close();
    }

    private RestClient client(final long timeoutMs, final int maxInFlight) {
        final AdapterContext context = TestContexts.of(exchange.url(), timeoutMs, maxInFlight);
        if (http != null) {
            http.close();
        }
        http = new ExchangeHttp("rest-test", context);
        return new RestClient(http, context, DIALECT, limiter);
    }

    private RestAnswer get(final String pathAndQuery) throws HistoryException {
        return client.get(URI.create(exchange.url() + pathAndQuery), 1);
    }

    private HistoryException failure(final Reply reply) {
        exchange.script((path, query) -> reply);
        return catchThrowableOfType(HistoryException.class, () -> get("/x?a=b"));
    }

    @Test
    void shouldGiveTheBodyAndWhenItCame() throws Exception {
        exchange.script((path, query) -> Reply.json(" {\"a\":[1,2]} "));
        final RestAnswer answer = get("/x?a=b");
        assertThat(answer.body()).asString(StandardCharsets.UTF_8).isEqualTo(" {\"a\":[1,2]} ");
        assertThat(answer.url()).isEqualTo(exchange.url() + "/x?a=b");
        assertThat(answer.readNs()).isLessThanOrEqualTo(System.nanoTime());
        assertThat(answer.receivedTimeNs())
                .isCloseTo(
                        System.currentTimeMillis() * 1_000_000, org.assertj.core.data.Offset.offset(60_000_000_000L));
        assertThat(exchange.requests()).containsExactly("/x?a=b");
    }

    @Test
    void shouldTellTheExchangesWordsOfARefusal() {
        final HistoryException refusal = failure(Reply.of(400, "{\"msg\":\"no such thing\"}"));
        assertThat(refusal.kind()).isEqualTo(Kind.HTTP_STATUS);
        assertThat(refusal).hasMessageContaining("HTTP 400: no such thing").hasMessageContaining("/x?a=b");
    }

    @Test
    void shouldTellTheBeginningOfARefusalThatItCannotRead() {
        final HistoryException refusal = failure(Reply.of(500, "<html>\r\n\u0000oops" + "x".repeat(5000)));
        assertThat(refusal.kind()).isEqualTo(Kind.HTTP_STATUS);
        assertThat(refusal).hasMessageContaining("HTTP 500: <html>").hasMessageContaining("oops");
        assertThat(refusal.getMessage()).hasSizeLessThan(400).doesNotContain("\n", "\r", "\u0000");
    }

    @Test
    void shouldNameAFirewallABlockedPlaceAndARedirect() {
        assertThat(failure(Reply.of(403, "")))
                .hasMessageContaining("firewall")
                .hasMessageContaining("no further words");
        assertThat(failure(Reply.of(451, ""))).hasMessageContaining("geo-block");
        assertThat(failure(Reply.of(202, ""))).hasMessageContaining("WAF challenge");
        assertThat(failure(Reply.of(301, "", Map.of("Location", "http://127.0.0.1:1/"))))
                .hasMessageContaining("redirects are not followed");
    }

    @Test
    void shouldNotTakeHtmlForAnAnswer() {
        final HistoryException failure = failure(Reply.of(
                200, "<!DOCTYPE html><html>Please log in</html>", Map.of("Content-Type", "text/html; charset=utf-8")));
        assertThat(failure.kind()).isEqualTo(Kind.BAD_ANSWER);
        assertThat(failure)
                .hasMessageContaining(exchange.url() + "/x?a=b")
                .hasMessageContaining("text/html")
                .hasMessageContaining("<!DOCTYPE html><html>Please log in");
    }

    @Test
    void shouldNotTakeNothingForAnAnswer() {
        final HistoryException failure = failure(Reply.json(""));
        assertThat(failure.kind()).isEqualTo(Kind.BAD_ANSWER);
        assertThat(failure).hasMessageContaining("empty");
    }

    @Test
    void shouldRefuseAnAnswerThatIsBrokenWhereNobodyReads() {
        final HistoryException failure = failure(Reply.json("{\"symbols\":[],\"unread\":1x,\"more\":2}"));
        assertThat(failure.kind()).isEqualTo(Kind.BAD_ANSWER);
        assertThat(failure)
                .hasMessageContaining(exchange.url() + "/x?a=b: the answer is not JSON at byte 24 of 35")
                .hasMessageContaining("\"unread\":1x,\"more\"");
    }

    @Test
    void shouldRefuseNestingThatWouldOverflowAParser() {
        final HistoryException failure = failure(Reply.json("[\"]]\\\"\"," + "[".repeat(100_000)));
        assertThat(failure.kind()).isEqualTo(Kind.BAD_ANSWER);
        assertThat(failure).hasMessageContaining("nests deeper than 64");
    }

    @Test
    void shouldNotReadMoreThanTheLimit() {
        final HistoryException failure = failure(Reply.json("[" + " ".repeat(RestClient.MAX_ANSWER_BYTES)));
        assertThat(failure.kind()).isEqualTo(Kind.BAD_ANSWER);
        assertThat(failure).hasMessageContaining("too large");
    }

    @Test
    void shouldReadAnAnswerOfExactlyTheLimit() throws Exception {
        exchange.script((path, query) -> Reply.json("[" + " ".repeat(RestClient.MAX_ANSWER_BYTES - 2) + "]"));
        assertThat(get("/x").body()).hasSize(RestClient.MAX_ANSWER_BYTES);
    }

    @Test
    void shouldSendNothingUntilTheTimeOfA429IsOver() throws Exception {
        final HistoryException refusal =
                failure(Reply.of(429, "{\"msg\":\"Too many requests\"}", Map.of("Retry-After", "12")));
        assertThat(refusal.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(refusal.retryAfterMs()).isEqualTo(12_000);
        assertThat(refusal).hasMessageContaining("Too many requests").hasMessageContaining("12 s");

        exchange.script((path, query) -> Reply.json("[]"));
        virtualNs.addAndGet(TimeUnit.SECONDS.toNanos(5));
        final HistoryException meanwhile = catchThrowableOfType(HistoryException.class, () -> get("/y"));
        assertThat(meanwhile.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(meanwhile.retryAfterMs()).isEqualTo(7_000);
        assertThat(exchange.requests()).containsExactly("/x?a=b");

        virtualNs.addAndGet(TimeUnit.SECONDS.toNanos(7));
        get("/z");
        assertThat(exchange.requests()).containsExactly("/x?a=b", "/z");
    }

    @Test
    void shouldNotSendWhatWaitedWhenA429Came() throws Exception {
        get("/warm");
        final CountDownLatch answers = new CountDownLatch(1);
        exchange.script((path, query) -> {
            answers.await();
            return Reply.of(429, "", Map.of("Retry-After", "60"));
        });
        final ExecutorService callers = Executors.newFixedThreadPool(12);
        final List<Future<HistoryException>> failures = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            failures.add(callers.submit(() -> catchThrowableOfType(HistoryException.class, () -> get("/x"))));
        }
        await().atMost(PATIENCE).until(() -> exchange.inFlight() == 4);
        answers.countDown();
        for (final Future<HistoryException> failure : failures) {
            assertThat(failure.get().kind()).isEqualTo(Kind.RATE_LIMITED);
            assertThat(failure.get().retryAfterMs()).isEqualTo(60_000);
        }
        callers.shutdown();
        assertThat(exchange.requests()).hasSize(5);
    }

    @Test
    void shouldSayThatA418IsABanAndKeepSilentWithoutBeingToldForHowLong() {
        final HistoryException ban = failure(Reply.of(418, ""));
        assertThat(ban.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(ban.retryAfterMs()).isZero();
        assertThat(ban).hasMessageContaining("banned").hasMessageContaining("120 s");
        final HistoryException meanwhile = catchThrowableOfType(HistoryException.class, () -> get("/y"));
        assertThat(meanwhile.retryAfterMs()).isEqualTo(120_000);
    }

    @Test
    void shouldKeepSilentAfterAnyStatusThatTheDialectKnowsAsALimit() {
        final HistoryException limit = failure(Reply.of(403, "{\"msg\":\"access too frequent\"}"));
        assertThat(limit.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(limit).hasMessageContaining("HTTP 403").hasMessageContaining("600 s");
        assertThat(limiter.blockedMs()).isEqualTo(600_000);
    }

    @Test
    void shouldFindANoInTheBodyOfA200() throws Exception {
        final HistoryException refusal = failure(Reply.json("{\"code\":\"51001\",\"data\":[]}"));
        assertThat(refusal.kind()).isEqualTo(Kind.HTTP_STATUS);
        assertThat(refusal).hasMessageContaining("/x?a=b: code 51001");
        assertThat(limiter.blockedMs()).isZero();

        exchange.script((path, query) -> Reply.json("{\"code\":\"0\",\"data\":[]}"));
        assertThat(get("/y").body()).isNotEmpty();

        final HistoryException limit = failure(Reply.json("{\"code\":9}"));
        assertThat(limit.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(limit.retryAfterMs()).isEqualTo(2_500);
        assertThat(limit).hasMessageContaining("3 s");
        assertThat(limiter.blockedMs()).isEqualTo(2_500);
    }

    @Test
    void shouldTellWhenTheAnswerWasMadeByTheExchangesClock() throws Exception {
        final long nowMs = System.currentTimeMillis();
        assertThat(get("/x").dateMs() % 1_000).isZero();
        assertThat(get("/x").dateMs()).isBetween(nowMs - 60_000, nowMs + 60_000);
    }

    @Test
    void shouldPostABody() throws Exception {
        final RestAnswer answer = client.post(
                URI.create(exchange.url() + "/info"), "{\"type\":\"meta\"}".getBytes(StandardCharsets.UTF_8), 20);
        assertThat(answer.body()).asString(StandardCharsets.UTF_8).isEqualTo("[1]");
        assertThat(exchange.posted()).hasSize(1);
        assertThat(exchange.posted().get(0)).startsWith("application/json").endsWith(" {\"type\":\"meta\"}");
        assertThat(limiter.used()).isEqualTo(20);
    }

    @Test
    void shouldSayWhenAnAnswerIsCut() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            final Thread peer =
                    new Thread(() -> answer(listener, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[1,", false));
            peer.start();
            final URI uri = URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/x");
            final HistoryException cut = catchThrowableOfType(HistoryException.class, () -> client.get(uri, 1));
            assertThat(cut.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(cut).hasMessageContaining("broke");
            peer.join();
        }
    }

    @Test
    void shouldTellATlsFaultFromAServerThatIsNotThere() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            final Thread peer = new Thread(() -> answer(listener, "HTTP/1.1 400 Bad Request\r\n\r\n", false));
            peer.start();
            final URI uri = URI.create("https://127.0.0.1:" + listener.getLocalPort() + "/x");
            final HistoryException failure = catchThrowableOfType(HistoryException.class, () -> client.get(uri, 1));
            assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(failure).hasMessageContaining("no TLS connection");
            assertThat(http.use()).isEqualTo(new RestUse(0, 0));
            peer.join();
        }
    }

    @Test
    void shouldTellAServerThatAcceptsAndSaysNothing() throws Exception {
        // The dial gets three quarters: what is left must outlast whatever a busy machine does to either timer.
        client = client(8_000, 1);
        try (ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            final URI uri = URI.create("https://127.0.0.1:" + listener.getLocalPort() + "/x");
            final HistoryException failure = catchThrowableOfType(HistoryException.class, () -> client.get(uri, 1));
            assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(failure).hasMessageContaining("no connection in time");
        }
    }

    @Test
    void shouldCountWhatTheExchangeCounts() throws Exception {
        exchange.script((path, query) -> Reply.of(200, "[]", Map.of("Used", "77")));
        get("/x");
        assertThat(limiter.used()).isEqualTo(77);
    }

    @Test
    void shouldEndARequestThatIsNotAnsweredInTime() {
        client = client(300, 1);
        final CountDownLatch never = new CountDownLatch(1);
        exchange.script((path, query) -> {
            never.await();
            return Reply.json("[]");
        });
        final HistoryException late = catchThrowableOfType(HistoryException.class, () -> get("/x"));
        assertThat(late.kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(late).hasMessageContaining("300 ms").hasMessageContaining("/x");
    }

    @Test
    void shouldEndAnAnswerThatStopsInTheMiddle() throws Exception {
        // So long that on a busy machine, too, the answer has begun by then.
        client = client(6_000, 1);
        final Thread peer;
        try (ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            peer = new Thread(() -> answer(listener, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[1,", true));
            peer.start();
            final URI uri = URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/x");
            final HistoryException late = catchThrowableOfType(HistoryException.class, () -> client.get(uri, 1));
            assertThat(late.kind()).isEqualTo(Kind.TIMEOUT);
        }
        peer.join();
    }

    @Test
    void shouldEndAnAnswerThatStopsInTheMiddleOnAConnectionThatWasKept() throws Exception {
        client = client(3_000, 1);
        final Thread peer;
        try (ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            peer = new Thread(() -> answer(
                    listener,
                    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]",
                    "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[1,"));
            peer.start();
            final URI uri = URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/x");
            client.get(uri, 1);
            final HistoryException late = catchThrowableOfType(HistoryException.class, () -> client.get(uri, 1));
            assertThat(late.kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(http.use()).isEqualTo(new RestUse(1, 1));
        }
        peer.join();
    }

    @Test
    void shouldEndAnAnswerThatDripsOnWhenNobodyWaitsForItAnyMore() throws Exception {
        client = client(1_000, 1);
        final Thread peer;
        try (ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            peer = new Thread(() -> drip(listener));
            peer.start();
            final URI uri = URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/x");
            client.get(uri, 1);
            final HistoryException late = catchThrowableOfType(HistoryException.class, () -> client.get(uri, 1));
            assertThat(late.kind()).isEqualTo(Kind.TIMEOUT);
        }
        peer.join();
    }

    /** Answers the first request, and the second one byte by byte, until the client has gone. */
    private static void drip(final ServerSocket listener) {
        try (Socket socket = listener.accept()) {
            final OutputStream out = socket.getOutputStream();
            socket.getInputStream().read(new byte[8192]);
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]".getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().read(new byte[8192]);
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n[".getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(100);
            while (true) {
                out.write(' ');
                try {
                    if (socket.getInputStream().read() < 0) {
                        return;
                    }
                } catch (final SocketTimeoutException e) {
                    // It is still there: the next byte.
                }
            }
        } catch (final IOException e) {
            // The client cut the connection.
        }
    }

    /** Answers one request after the other on one connection, and waits until the client has gone. */
    private static void answer(final ServerSocket listener, final String... texts) {
        try (Socket socket = listener.accept()) {
            for (final String text : texts) {
                socket.getInputStream().read(new byte[8192]);
                socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            }
            while (socket.getInputStream().read() >= 0) {
                // Until the client closes.
            }
        } catch (final IOException e) {
            // The client cut the connection.
        }
    }

    /** Reads the beginning of a request, sends these bytes, and perhaps waits until the client has gone. */
    private static void answer(final ServerSocket listener, final String text, final boolean waits) {
        try (Socket socket = listener.accept()) {
            socket.getInputStream().read(new byte[8192]);
            final OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            while (waits && socket.getInputStream().read() >= 0) {
                // Until the client closes.
            }
        } catch (final IOException e) {
            // The client cut the connection.
        }
    }

    @Test
    void shouldSayWhenNobodyListens() throws Exception {
        final int port;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }
        final URI uri = URI.create("http://127.0.0.1:" + port + "/x");
        final HistoryException failure = catchThrowableOfType(HistoryException.class, () -> client.get(uri, 1));
        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure).hasMessageContaining("connection refused");
    }

    /** Made by hand, since what a name service does with a name that does not exist is not ours to test. */
    @Test
    void shouldSayWhenTheHostDoesNotExist() {
        final IOException failure = new UnknownHostException("no-such-host.invalid");
        final HistoryException told = RestFailures.broken("http://no-such-host.invalid/x", failure);
        assertThat(told.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(told).hasMessageContaining("no such host");
    }

    @Test
    void shouldSayWhenTheAnswerIsNotHttp() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            final Thread peer = new Thread(() -> answer(listener, "SSH-2.0-OpenSSH_9.2\r\n\r\n", false));
            peer.start();
            final URI uri = URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/x");
            final HistoryException failure = catchThrowableOfType(HistoryException.class, () -> client.get(uri, 1));
            assertThat(failure.kind()).isEqualTo(Kind.BAD_ANSWER);
            assertThat(failure).hasMessageContaining("not HTTP");
            peer.join();
        }
    }

    @Test
    void shouldNotHaveMoreInFlightThanAllowedNorABurstAtFirst() throws Exception {
        final CountDownLatch first = new CountDownLatch(1);
        final CountDownLatch rest = new CountDownLatch(1);
        exchange.script((path, query) -> {
            ("/0".equals(path) ? first : rest).await();
            return Reply.json("[]");
        });
        final ExecutorService callers = Executors.newFixedThreadPool(12);
        final List<Future<RestAnswer>> answers = new ArrayList<>();
        answers.add(callers.submit(() -> get("/0")));
        await().atMost(PATIENCE).until(() -> exchange.inFlight() == 1);
        for (int i = 1; i < 12; i++) {
            answers.add(callers.submit(() -> get("/1")));
        }
        assertThat(exchange.mostInFlight()).isEqualTo(1);
        first.countDown();
        await().atMost(PATIENCE).until(() -> exchange.inFlight() == 4);
        rest.countDown();
        for (final Future<RestAnswer> answer : answers) {
            answer.get();
        }
        callers.shutdown();
        assertThat(exchange.requests()).hasSize(12);
        assertThat(exchange.mostInFlight()).isEqualTo(4);
    }

    @Test
    void shouldGiveUpWhenInterruptedAndLeaveTheMark() throws Exception {
        final CountDownLatch never = new CountDownLatch(1);
        exchange.script((path, query) -> {
            never.await();
            return Reply.json("[]");
        });
        final AtomicReference<HistoryException> failure = new AtomicReference<>();
        final AtomicReference<Boolean> marked = new AtomicReference<>();
        final Thread caller = new Thread(() -> {
            failure.set(catchThrowableOfType(HistoryException.class, () -> get("/x")));
            marked.set(Thread.currentThread().isInterrupted());
        });
        caller.start();
        await().atMost(PATIENCE).until(() -> exchange.inFlight() == 1);
        caller.interrupt();
        caller.join();
        assertThat(failure.get().kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure.get()).hasMessageContaining("interrupted");
        assertThat(marked.get()).isTrue();
    }

    @Test
    void shouldEndAllRequestsWhenClosed() throws Exception {
        get("/warm");
        final CountDownLatch never = new CountDownLatch(1);
        exchange.script((path, query) -> {
            never.await();
            return Reply.json("[]");
        });
        final ExecutorService callers = Executors.newFixedThreadPool(8);
        final List<Future<HistoryException>> failures = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            failures.add(callers.submit(() -> catchThrowableOfType(HistoryException.class, () -> get("/x"))));
        }
        await().atMost(PATIENCE).until(() -> exchange.inFlight() == 4);
        client.close();
        for (final Future<HistoryException> failure : failures) {
            assertThat(failure.get(20, TimeUnit.SECONDS).kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(failure.get()).hasMessageContaining("closed");
        }
        callers.shutdown();
        assertThat(exchange.requests()).hasSize(5);
    }

    @Test
    void shouldCountRequestsThatFoundAConnection() throws Exception {
        for (int i = 0; i < 5; i++) {
            get("/x");
        }
        assertThat(http.use()).isEqualTo(new RestUse(4, 1));
    }

    @Test
    void shouldNotUseAConnectionAgainThatTheServerCloses() throws Exception {
        exchange.script((path, query) -> Reply.of(200, "[]", Map.of("Connection", "close")));
        for (int i = 0; i < 3; i++) {
            get("/x");
        }
        assertThat(http.use()).isEqualTo(new RestUse(0, 3));
    }

    @Test
    void shouldShareItsConnectionsAmongAllVenuesOfAnExchange() throws Exception {
        final CountDownLatch answers = new CountDownLatch(1);
        try (RestClient other = new RestClient(http, TestContexts.of(exchange.url(), 10_000, 4), DIALECT, limiter)) {
            get("/warm");
            other.get(URI.create(exchange.url() + "/warm"), 1);
            exchange.script((path, query) -> {
                answers.await();
                return Reply.json("[]");
            });
            final ExecutorService callers = Executors.newFixedThreadPool(12);
            final List<Future<RestAnswer>> asked = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                asked.add(callers.submit(() -> get("/one")));
                asked.add(callers.submit(() -> other.get(URI.create(exchange.url() + "/other"), 1)));
            }
            await().atMost(PATIENCE).until(() -> exchange.inFlight() == 4);
            answers.countDown();
            for (final Future<RestAnswer> answer : asked) {
                answer.get();
            }
            callers.shutdown();
        }
        assertThat(exchange.mostInFlight()).isEqualTo(4);
        assertThat(http.use()).isEqualTo(new RestUse(14 - 4, 4));
        client.close();
        assertThat(catchThrowableOfType(HistoryException.class, () -> get("/x")).kind())
                .isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void shouldKeepFewIdleConnections() throws Exception {
        final CountDownLatch answers = new CountDownLatch(1);
        final AdapterContext context = TestContexts.of(exchange.url(), 10_000, 1, 4);
        try (ExchangeHttp few = new ExchangeHttp("rest-few", context);
                RestClient asking = new RestClient(few, context, DIALECT, limiter)) {
            final URI uri = URI.create(exchange.url() + "/x");
            asking.get(uri, 1);
            exchange.script((path, query) -> {
                answers.await();
                return Reply.json("[]");
            });
            final ExecutorService callers = Executors.newFixedThreadPool(4);
            final List<Future<RestAnswer>> asked = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                asked.add(callers.submit(() -> asking.get(uri, 1)));
            }
            await().atMost(PATIENCE).until(() -> exchange.inFlight() == 4);
            answers.countDown();
            for (final Future<RestAnswer> answer : asked) {
                answer.get();
            }
            callers.shutdown();
            await().atMost(PATIENCE).until(() -> few.idle() == 1);
            asking.get(uri, 1);
            assertThat(few.use()).isEqualTo(new RestUse(2, 4));
        }
    }

    @Test
    void shouldSendNothingWhenTheExchangesClientIsClosed() {
        http.close();
        final HistoryException failure = catchThrowableOfType(HistoryException.class, () -> get("/x"));
        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(exchange.requests()).isEmpty();
    }

    @Test
    void shouldNameItsThreadsBriefly() throws Exception {
        get("/x");
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("rest-test"))
                .isNotEmpty()
                .allMatch(Thread::isDaemon)
                .allMatch(thread -> thread.getName().length() <= 15);
    }
}
