package dev.wick.adapters.ws;

import dev.wick.adapters.feed.FrameParser;
import dev.wick.adapters.feed.Series;
import java.util.List;
import java.util.Optional;

/** How one exchange is spoken to on one connection. The supervisor's thread, but for what {@link #parser} makes. */
public interface WireDialect {
    /** What it wants, in figures. */
    WireRules rules();

    /**
     * The name by which requests and answers call a series; each series has one of its own. Empty if it cannot be told, which
     * {@link #whyNoTopic} explains: the series is then refused.
     */
    Optional<String> topic(Series series);

    /** Why a series has no topic, for people. */
    String whyNoTopic(Series series);

    /**
     * The text of a request.
     *
     * @param topics as {@link #topic} names them
     * @param id 1, 2, 3, …
     * @param nowMs UTC ms
     */
    String request(boolean subscribes, List<String> topics, long id, long nowMs);

    /** Which topic a rejection of a whole request is about, if its words tell; the others are then asked for again. */
    default Optional<String> culprit(final String message) {
        return Optional.empty();
    }

    /**
     * Whether a rejection of a whole request means that the exchange is asked too much: all its topics are refused then, and
     * not asked for again in parts, which would be asking more.
     */
    default boolean isTooMuch(final String message) {
        return false;
    }

    /**
     * Which topic a rejection of a whole request calls subscribed already, if that is what it is about: the topic counts as
     * acknowledged, and the others are asked for again.
     */
    default Optional<String> standing(final String message) {
        return Optional.empty();
    }

    /** The text that keeps the connection alive; called only if the rules want one. */
    default String keepAlive(final long nowMs) {
        return "";
    }

    /** The connection accepted series, and then sent nothing; it is about to be ended. */
    default void onNoData() {}

    /** Makes the parser of this connection's frames. */
    FrameParser parser(ParserParts parts);
}
