package dev.wick.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wick.adapters.Simulators;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.sim.MadeCandle;
import dev.wick.adapters.sim.SimulatedExchange;
import dev.wick.adapters.sim.SimulatorOptions;
import dev.wick.engine.Connector;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What clients of the Python connector get, letter by letter, as {@code golden/simple-form.txt} says. */
@Timeout(60)
class GoldenMessagesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> MARKETS = List.of("spot", "usdm", "coinm");
    private static final String CLOSED_QUOTE = "closed quote";
    private static final String OPEN_QUOTE = "open quote";
    private static final Pattern HOLE = Pattern.compile("<([a-zA-Z ]+)>|\\{([a-z_]+)\\}");
    private static final Map<String, String> FORMS = Map.of(
            "text", "(?:[^\"\\\\]|\\\\.)+",
            "number", "(?:0|[1-9]\\d*)(?:\\.\\d*[1-9])?",
            "time ms", "\\d{13}",
            "time ns", "\\d{19}",
            "time blank", "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\+00:00",
            "time T", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\+00:00");

    private static final List<SimulatedExchange> EXCHANGES = new ArrayList<>();
    private static Connector engine;

    /**
     * One block of the file.
     *
     * @param lines what goes over the wire, each with its sign
     */
    private record Case(String name, List<String> lines) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void start() {
        final EngineUnderTest settings = new EngineUnderTest()
                .with("CONNECTOR_WSS_SUBSCRIBE_TIMEOUT", "1.0")
                .with("CONNECTOR_STREAM_IDLE_TIMEOUT", "3.0");
        for (final String market : MARKETS) {
            final SimulatedExchange exchange = Simulators.start(
                    Exchange.BINANCE,
                    new SimulatorOptions()
                            .market(market)
                            .symbols(5)
                            .updatesPerSecond(100)
                            .closedEvery(Interval.M1, 1_000));
            EXCHANGES.add(exchange);
            settings.at(Exchange.BINANCE.venue(market).orElseThrow(), exchange);
        }
        EXCHANGES.get(0).faults().refuseSymbol("SOLUSDT");
        EXCHANGES.get(2).symbols().forEach(EXCHANGES.get(2).faults()::muteSymbol);
        engine = settings.launch();
    }

    @AfterAll
    static void stop() {
        engine.close();
        EXCHANGES.forEach(SimulatedExchange::close);
    }

    static Stream<Case> conversations() throws IOException {
        return cases().filter(one -> !one.name.endsWith(" quote"));
    }

    private static Stream<Case> cases() throws IOException {
        try (InputStream in = GoldenMessagesTest.class.getResourceAsStream("/golden/simple-form.txt")) {
            final String file = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(file.split("\n\n", -1))
                    .map(block ->
                            block.lines().filter(line -> !line.startsWith("#")).toList())
                    .filter(lines -> !lines.isEmpty())
                    .map(lines -> new Case(lines.get(0), lines.subList(1, lines.size())));
        }
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void shouldAnswerAsTheDesignSays(final Case one) {
        try (Subscriber subscriber = new Subscriber(engine.feedUri())) {
            int answers = 0;
            for (final String line : one.lines) {
                final String text = line.substring(2);
                switch (line.charAt(0)) {
                    case '>' -> subscriber.send(text);
                    case '<' -> {
                        final int index = answers++;
                        await().atMost(PATIENCE).until(() -> replies(subscriber).size() > index);
                        assertThat(replies(subscriber).get(index)).matches(pattern(text, Map.of()));
                    }
                    case 'x' -> {
                        await().atMost(PATIENCE).until(() -> subscriber.closeCode() != -1);
                        assertThat(subscriber.closeCode()).isEqualTo(Integer.parseInt(text));
                    }
                    default -> throw new IllegalStateException("a sign that means nothing: " + line);
                }
            }
        }
    }

    private static List<String> replies(final Subscriber subscriber) {
        return subscriber.texts().stream()
                .filter(text -> !text.startsWith("{\"type\":\"quote\""))
                .toList();
    }

    @Test
    void shouldSendQuotesAsTheDesignSays() throws IOException {
        final List<Case> cases = cases().toList();
        try (Subscriber subscriber = new Subscriber(engine.feedUri())) {
            subscriber.send("{\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"]}");
            await().atMost(PATIENCE)
                    .until(() -> quotes(subscriber, true).size() >= 3
                            && quotes(subscriber, false).size() >= 3);
            judge(cases, CLOSED_QUOTE, quotes(subscriber, true));
            judge(cases, OPEN_QUOTE, quotes(subscriber, false));
        }
    }

    /** Those of candles that the exchange has closed by now: only then it says what it made. */
    private static void judge(final List<Case> cases, final String name, final List<String> quotes) {
        final String line = cases.stream()
                .filter(one -> one.name.equals(name))
                .findFirst()
                .orElseThrow()
                .lines
                .get(0)
                .substring(2);
        int judged = 0;
        for (final String quote : quotes) {
            final Optional<MadeCandle> made = made(quote);
            if (made.isPresent()) {
                judged++;
                assertThat(quote).matches(pattern(line, values(made.get())));
            }
        }
        assertThat(judged).as(name).isGreaterThanOrEqualTo(3);
    }

    private static List<String> quotes(final Subscriber subscriber, final boolean isClosed) {
        return subscriber.texts().stream()
                .filter(text -> text.contains("\"is_closed_candle\":" + isClosed) && text.contains("\"stream\""))
                .toList();
    }

    private static Optional<MadeCandle> made(final String quote) {
        final Matcher openTime = Pattern.compile("\"open_time\":(\\d+)").matcher(quote);
        assertThat(openTime.find()).as(quote).isTrue();
        final long openTimeMs = Long.parseLong(openTime.group(1));
        return EXCHANGES.get(0).ledger().closed("BTCUSDT", Interval.M1).stream()
                .filter(candle -> candle.openTimeMs() == openTimeMs)
                .findFirst();
    }

    private static Map<String, String> values(final MadeCandle made) {
        return Map.of(
                "open", digits(made.open()),
                "high", digits(made.high()),
                "low", digits(made.low()),
                "close", digits(made.close()),
                "volume", digits(made.baseVolume()),
                "trade_num", Long.toString(made.trades()),
                "open_time", Long.toString(made.openTimeMs()),
                "close_time", Long.toString(made.closeTimeMs()));
    }

    private static String digits(final BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** The line as a pattern: all to the letter but its holes. */
    private static String pattern(final String line, final Map<String, String> values) {
        final StringBuilder pattern = new StringBuilder();
        final Matcher hole = HOLE.matcher(line);
        int from = 0;
        while (hole.find()) {
            pattern.append(Pattern.quote(line.substring(from, hole.start())));
            pattern.append(hole.group(1) == null ? Pattern.quote(values.get(hole.group(2))) : FORMS.get(hole.group(1)));
            from = hole.end();
        }
        return pattern.append(Pattern.quote(line.substring(from))).toString();
    }
}
