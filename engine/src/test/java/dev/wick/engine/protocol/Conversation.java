package dev.wick.engine.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * Holds one connection of a test client against the AsyncAPI document. Whatever the server sends must be in it. What the
 * client sends may be wrong on purpose, and then must not be accepted: to each answer that accepts something belongs a
 * request, of that kind and with that {@code id}, that the document allows. Any thread.
 */
public final class Conversation {
    private static final Map<String, String> ANSWERS = Map.of(
            "subscribe", "subscribed",
            "unsubscribe", "unsubscribed",
            "list", "subscriptions",
            "ping", "pong",
            "history", "history");

    private final FeedSchema schema = FeedSchema.INSTANCE;
    /** By kind and id of the answer: how many are due; it stays at zero, since a wildcard's answers come again. */
    private final Map<String, Integer> due = new HashMap<>();

    private final Map<String, String> wrong = new HashMap<>();
    private boolean isGarbled;

    /** The client is about to send a text message. */
    public synchronized void sent(final String text) {
        final String problem = schema.problemOfClients(text);
        final String answer = answerTo(text);
        if (answer != null && problem == null) {
            due.merge(answer, 1, Integer::sum);
        } else if (answer != null) {
            wrong.put(answer, problem);
        }
    }

    /** The client is about to send bytes of its own, which may be a request as well: answers prove nothing from now on. */
    public synchronized void sentBytes() {
        isGarbled = true;
    }

    /** The client has received a text message. */
    public synchronized void received(final String text) {
        final String problem = schema.problemOfServers(text);
        if (problem != null) {
            Violations.add("received " + problem);
            return;
        }
        final JsonNode message = parse(text);
        final String type = message.get("type").asText();
        if (ANSWERS.containsValue(type) && !isGarbled) {
            final boolean mayRepeat = message.path("all").asBoolean();
            // What a wildcard has joined leaves it by the id of the wildcard's request.
            final boolean isUnasked = mayRepeat && !due.containsKey(key(type, message));
            onAnswer(key(isUnasked ? "subscribed" : type, message), mayRepeat, text);
        }
    }

    private void onAnswer(final String key, final boolean mayRepeat, final String text) {
        final Integer count = due.get(key);
        if (count == null || (count == 0 && !mayRepeat)) {
            Violations.add("accepted what the document does not allow: " + wrong.getOrDefault(key, "no such request")
                    + ", by " + text);
        } else {
            due.put(key, Math.max(0, count - 1));
        }
    }

    /** The kind and id of the answer that accepts a request; null if there is none, whatever else is right with it. */
    private String answerTo(final String text) {
        final JsonNode request = parse(text);
        if (request == null || !request.isObject()) {
            return null;
        }
        final String op = request.path("op").asText(null);
        final String type = op == null ? "subscribed" : ANSWERS.get(op);
        return type == null ? null : key(type, request);
    }

    private static String key(final String type, final JsonNode message) {
        return message.has("id") ? type + " " + message.get("id") : type;
    }

    private JsonNode parse(final String text) {
        try {
            return schema.parse(text);
        } catch (final JsonProcessingException e) {
            return null;
        }
    }
}
