package dev.wick.engine.ops;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import dev.wick.engine.config.LogFormat;
import dev.wick.engine.config.LogLevel;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;

/**
 * Sets up the log: lines go to standard error, written by the thread that logs. For the starting thread.
 *
 * <p>No queue stands between: the hot path logs nothing per candle above DEBUG, and the last line before a crash is not
 * lost. Libraries' loggers never go below INFO, and the WebSocket library's not below WARN.
 */
public final class Logging {
    private static final String OURS = "dev.wick";
    private static final String FEED = "dev.wick.engine.egress";
    private static final String WEB_SOCKET_LIBRARY = "org.java_websocket";

    private Logging() {}

    /**
     * Puts levels and format into force at once.
     *
     * @param level for all of ours but the feed
     * @param wssLevel for the feed
     * @param format text or JSON
     */
    public static void configure(final LogLevel level, final LogLevel wssLevel, final LogFormat format) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            configure(context, level, wssLevel, format);
        }
    }

    static void configure(
            final LoggerContext context, final LogLevel level, final LogLevel wssLevel, final LogFormat format) {
        context.reset();
        final Level own = Level.toLevel(level.name());
        final ch.qos.logback.classic.Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(notBelow(Level.INFO, own));
        // It logs what a rude client sends as its own errors, with stack traces; what matters of that we count and say.
        context.getLogger(WEB_SOCKET_LIBRARY).setLevel(Level.OFF);
        context.getLogger(OURS).setLevel(own);
        context.getLogger(FEED).setLevel(Level.toLevel(wssLevel.name()));
        root.addAppender(standardError(context, format));
    }

    private static Level notBelow(final Level least, final Level wanted) {
        return wanted.isGreaterOrEqual(least) ? wanted : least;
    }

    private static ConsoleAppender<ILoggingEvent> standardError(final LoggerContext context, final LogFormat format) {
        final var layout = format == LogFormat.JSON ? new JsonLayout() : new TextLayout();
        layout.setContext(context);
        layout.start();
        final LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.start();
        final ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setName("stderr");
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }
}
