package dev.wick.engine.ops;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.util.List;
import java.util.Locale;
import org.slf4j.event.KeyValuePair;

/**
 * A log line for people: time in UTC, level, thread, logger, message, fields, and below them the stack of an error.
 *
 * <p>Control characters are written as escapes: an exchange's or a subscriber's words can neither begin a line that looks
 * like ours nor steer a terminal.
 */
final class TextLayout extends LayoutBase<ILoggingEvent> {
    @Override
    public String doLayout(final ILoggingEvent event) {
        final StringBuilder line = new StringBuilder(160);
        line.append(JsonText.timestamp(event.getTimeStamp()));
        line.append(String.format(Locale.ROOT, " %-5s [%s] ", event.getLevel(), event.getThreadName()));
        final String logger = event.getLoggerName();
        line.append(logger, logger.lastIndexOf('.') + 1, logger.length()).append(": ");
        appendVisible(line, String.valueOf(event.getFormattedMessage()));
        final List<KeyValuePair> fields = event.getKeyValuePairs();
        if (fields != null) {
            for (final KeyValuePair field : fields) {
                line.append(' ').append(field.key).append('=');
                appendValue(line, String.valueOf(field.value));
            }
        }
        line.append('\n');
        if (event.getThrowableProxy() != null) {
            line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return line.toString();
    }

    private static void appendValue(final StringBuilder line, final String value) {
        if (value.isEmpty() || value.chars().anyMatch(c -> c <= ' ' || c == '"' || c == '=')) {
            JsonText.quote(line, value);
        } else {
            appendVisible(line, value);
        }
    }

    private static void appendVisible(final StringBuilder line, final String text) {
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                line.append(c == '\n' ? "\\n" : String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                line.append(c);
            }
        }
    }
}
