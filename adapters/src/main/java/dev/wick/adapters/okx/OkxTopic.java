package dev.wick.adapters.okx;

import dev.wick.adapters.text.JsonString;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a series is called between requests and answers: {@code candle1m:BTC-USDT}. Stateless; any thread. */
final class OkxTopic {
    /** In errors, which carry no {@code arg}: {@code … wrong URL or channel:candle1m,instId:BTC-USDT doesn't exist. …} */
    private static final Pattern IN_WORDS = Pattern.compile("channel:([^,\\s]+),\\s?instId:([^,\\s]+)");

    private OkxTopic() {}

    static String of(final String channel, final String instId) {
        return channel + ":" + instId;
    }

    /** The topic that an error is about, if its words tell. */
    static Optional<String> inWords(final String message) {
        final Matcher matcher = IN_WORDS.matcher(message);
        return matcher.find() ? Optional.of(of(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** As an element of a request's {@code args}. */
    static String json(final String topic) {
        final int colon = topic.indexOf(':');
        return "{\"channel\":" + JsonString.quote(topic.substring(0, colon)) + ",\"instId\":"
                + JsonString.quote(topic.substring(colon + 1)) + "}";
    }
}
