package dev.wick.engine.ops;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.event.KeyValuePair;

/**
 * A log line for machines: one JSON object with {@code timestamp}, {@code level}, {@code thread}, {@code logger},
 * {@code message}, then the fields of the call, then {@code error} with the stack, if there is one.
 */
final class JsonLayout extends LayoutBase<ILoggingEvent> {
    private static final Set<String> OWN = Set.of("timestamp", "level", "thread", "logger", "message", "error");

    @Override
    public String doLayout(final ILoggingEvent event) {
        final JsonText json = new JsonText()
                .add("timestamp", JsonText.timestamp(event.getTimeStamp()))
                .add("level", event.getLevel().toString())
                .add("thread", event.getThreadName())
                .add("logger", event.getLoggerName())
                .add("message", event.getFormattedMessage());
        fields(event.getKeyValuePairs()).forEach(json::add);
        if (event.getThrowableProxy() != null) {
            json.add("error", ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return json + "\n";
    }

    /** No name may come twice in an object: the last value counts, and our own names are kept free. */
    private static Map<String, Object> fields(final List<KeyValuePair> pairs) {
        final Map<String, Object> fields = new LinkedHashMap<>();
        if (pairs != null) {
            for (final KeyValuePair pair : pairs) {
                fields.put(OWN.contains(pair.key) ? pair.key + "_" : pair.key, pair.value);
            }
        }
        return fields;
    }
}
