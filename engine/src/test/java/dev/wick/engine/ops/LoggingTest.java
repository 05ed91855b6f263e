package dev.wick.engine.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.read.ListAppender;
import com.dslplatform.json.DslJson;
import dev.wick.engine.config.LogFormat;
import dev.wick.engine.config.LogLevel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

class LoggingTest {
    private final LoggerContext context = new LoggerContext();

    LoggingTest() {
        context.setMDCAdapter(new LogbackMDCAdapter());
    }

    @Test
    void shouldWriteALineForPeopleWithItsFieldsBehindTheMessage() {
        final String line = line(
                new TextLayout(),
                log -> log.addKeyValue("exchange", "binance")
                        .addKeyValue("symbols", 3)
                        .addKeyValue("reason", "went \"away\"")
                        .addKeyValue("empty", "")
                        .log("Leg {} closed", 7));
        assertThat(line)
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO  \\[.+] Leg: Leg 7 closed"
                        + " exchange=binance symbols=3 reason=\"went \\\\\"away\\\\\"\" empty=\"\"\n");
    }

    @Test
    void shouldLetNoForeignWordBeginALineOrSteerATerminal() {
        final String line = line(
                new TextLayout(),
                log -> log.addKeyValue("words", "a\nb\u001b[31m").log("bad\r\n2026-01-01 ERROR fake\u001b[2J"));
        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        assertThat(line)
                .doesNotContain("\u001b", "\r")
                .contains("bad\\u000d\\n2026-01-01", "words=\"a\\nb\\u001b[31m\"");
    }

    @Test
    void shouldWriteOneJsonObjectPerLineWithItsFieldsAtTheTop() throws IOException {
        final String line = line(
                new JsonLayout(),
                log -> log.addKeyValue("exchange", "binance")
                        .addKeyValue("symbols", 3)
                        .addKeyValue("ratio", 0.25)
                        .addKeyValue("broken", Double.NaN)
                        .addKeyValue("ok", true)
                        .addKeyValue("none", (Object) null)
                        .addKeyValue("level", "mine")
                        .addKeyValue("exchange", "okx")
                        .setCause(new IllegalStateException("no \"luck\""))
                        .log("Zeile ü {}\n", "x"));
        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        final Map<?, ?> json = parse(line);
        assertThat(json.get("message")).isEqualTo("Zeile ü x\n");
        assertThat(json.get("level")).isEqualTo("INFO");
        assertThat(json.get("logger")).isEqualTo("dev.wick.test.Leg");
        assertThat(json.get("thread")).isEqualTo(Thread.currentThread().getName());
        assertThat(json.get("timestamp")).asString().matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(json.get("exchange")).isEqualTo("okx");
        assertThat(((Number) json.get("symbols")).intValue()).isEqualTo(3);
        assertThat(((Number) json.get("ratio")).doubleValue()).isEqualTo(0.25);
        assertThat(json.get("broken")).isEqualTo("NaN");
        assertThat(json.get("ok")).isEqualTo(true);
        assertThat(json.containsKey("none")).isTrue();
        assertThat(json.get("none")).isNull();
        assertThat(json.get("level_")).isEqualTo("mine");
        assertThat(json.get("error"))
                .asString()
                .contains("java.lang.IllegalStateException: no \"luck\"", "LoggingTest.java");
    }

    @Property(tries = 300)
    void shouldWriteJsonThatReadsBackWhateverTheWords(@ForAll final String message, @ForAll final String value)
            throws IOException {
        final String line = line(
                new JsonLayout(),
                log -> log.addKeyValue("value", value).setMessage(message).log());
        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        final Map<?, ?> json = parse(line);
        assertThat(json.get("value")).isEqualTo(value);
        assertThat(json.get("message")).isEqualTo(message);
    }

    @Test
    void shouldGiveTheFeedALevelOfItsOwnAndKeepLibrariesQuiet() {
        Logging.configure(context, LogLevel.DEBUG, LogLevel.ERROR, LogFormat.TEXT);
        assertThat(level("dev.wick.engine.pipeline.Router")).isEqualTo(Level.DEBUG);
        assertThat(level("dev.wick.engine.egress.FeedServer")).isEqualTo(Level.ERROR);
        assertThat(level("org.java_websocket.WebSocketImpl")).isEqualTo(Level.OFF);
        assertThat(level("com.example.Library")).isEqualTo(Level.INFO);

        Logging.configure(context, LogLevel.OFF, LogLevel.TRACE, LogFormat.TEXT);
        assertThat(level("dev.wick.engine.pipeline.Router")).isEqualTo(Level.OFF);
        assertThat(level("org.java_websocket.WebSocketImpl")).isEqualTo(Level.OFF);
        assertThat(level("dev.wick.engine.egress.FeedServer")).isEqualTo(Level.TRACE);
    }

    @Test
    void shouldWriteEachLineOnceToStandardErrorAndNothingElse() throws IOException {
        final ByteArrayOutputStream written = new ByteArrayOutputStream();
        final PrintStream before = System.err;
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            Logging.configure(context, LogLevel.INFO, LogLevel.INFO, LogFormat.TEXT);
            Logging.configure(context, LogLevel.INFO, LogLevel.INFO, LogFormat.JSON);
            context.getLogger("dev.wick.test.Leg").info("once ü");
            context.getLogger("dev.wick.test.Leg").debug("not at all");
        } finally {
            System.setErr(before);
        }
        final String text = written.toString(StandardCharsets.UTF_8);
        assertThat(text.lines()).hasSize(1);
        assertThat(parse(text).get("message")).isEqualTo("once ü");
    }

    @Test
    void shouldBeSetUpBeforeTheSettingsAreRead() {
        final LoggerContext ofProcess = (LoggerContext) LoggerFactory.getILoggerFactory();
        assertThat(ofProcess.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("stderr"))
                .isNotNull();
        assertThat(ofProcess.getLogger("dev.wick.any").getEffectiveLevel()).isEqualTo(Level.INFO);
    }

    private Level level(final String logger) {
        return context.getLogger(logger).getEffectiveLevel();
    }

    private interface Call {
        void on(LoggingEventBuilder log);
    }

    private String line(final LayoutBase<ILoggingEvent> layout, final Call call) {
        final ListAppender<ILoggingEvent> events = new ListAppender<>();
        events.start();
        final ch.qos.logback.classic.Logger logger = context.getLogger("dev.wick.test.Leg");
        logger.addAppender(events);
        call.on(logger.atInfo());
        logger.detachAppender(events);
        return layout.doLayout(events.list.get(0));
    }

    private static Map<?, ?> parse(final String json) throws IOException {
        return new DslJson<>().deserialize(Map.class, new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
