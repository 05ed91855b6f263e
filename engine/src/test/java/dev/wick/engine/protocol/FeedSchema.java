package dev.wick.engine.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.DisallowUnknownKeywordFactory;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The messages of {@code config/asyncapi.yaml}, compiled once, to judge texts by. Any thread. */
public final class FeedSchema {
    /** The one of this JVM. */
    public static final FeedSchema INSTANCE = new FeedSchema();

    private static final String DOCUMENT = "config/asyncapi.yaml";
    private static final String URI = "urn:wick:feed";
    /** A number with an exponent, as the value of a field; a quote within a string would be escaped. */
    private static final Pattern EXPONENT = Pattern.compile("(?<!\\\\)\":-?[0-9.]+[eE]");

    private static final int EXCERPT_CHARS = 2_000;

    /**
     * One message of the document.
     *
     * @param type the value of its field {@code type}; null for what clients send
     * @param op the value of its field {@code op}; null for the simple form and for what the server sends
     */
    record Message(String name, String type, String op, JsonNode examples, JsonSchema schema) {
        boolean isOfServer() {
            return type != null;
        }
    }

    private final ObjectMapper json = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private final JsonNode document;
    private final List<Message> messages = new ArrayList<>();

    private FeedSchema() {
        try {
            document = YAMLMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build()
                    .readTree(Files.readString(path()));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        final JsonSchemaFactory factory = factory();
        final SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().preloadJsonSchema(true).build();
        document.at("/components/messages").properties().forEach(entry -> {
            final JsonNode fields = entry.getValue().at("/payload/properties");
            messages.add(new Message(
                    entry.getKey(),
                    constant(fields, "type"),
                    constant(fields, "op"),
                    entry.getValue().get("examples"),
                    factory.getSchema(
                            SchemaLocation.of(URI + "#/components/messages/" + entry.getKey() + "/payload"), config)));
        });
    }

    /** Draft 7, as AsyncAPI says. What is around the schemas is no keyword; a misspelt keyword is an error. */
    private JsonSchemaFactory factory() {
        final JsonMetaSchema.Builder keywords = JsonMetaSchema.builder(JsonMetaSchema.getV7());
        document.fieldNames().forEachRemaining(name -> keywords.keyword(new NonValidationKeyword(name)));
        final JsonMetaSchema strict = keywords.unknownKeywordFactory(DisallowUnknownKeywordFactory.getInstance())
                .build();
        return JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7))
                .metaSchema(strict)
                .defaultMetaSchemaIri(strict.getIri())
                .schemaLoaders(loaders -> loaders.schemas(Map.of(URI, document.toString())))
                .build();
    }

    private static String constant(final JsonNode fields, final String name) {
        return fields.path(name).path("const").asText(null);
    }

    /** Up from the folder of the module whose tests run. */
    private static Path path() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            final Path file = folder.resolve(DOCUMENT);
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        throw new IllegalStateException(
                DOCUMENT + " is in no folder above " + Path.of("").toAbsolutePath());
    }

    /** The whole document. */
    JsonNode document() {
        return document;
    }

    /** All its messages. */
    List<Message> messages() {
        return messages;
    }

    /** Parses a message; every field once, nothing behind it. */
    JsonNode parse(final String text) throws JsonProcessingException {
        return json.readTree(text);
    }

    /** What is wrong with a message from the server; null if nothing is. */
    public String problemOfServers(final String text) {
        if (EXPONENT.matcher(text).find()) {
            return "a number with an exponent: " + excerpt(text);
        }
        return problem(text, true);
    }

    /** What is wrong with a message from a client; null if nothing is. */
    public String problemOfClients(final String text) {
        return problem(text, false);
    }

    private String problem(final String text, final boolean isOfServer) {
        final JsonNode node;
        try {
            node = parse(text);
        } catch (final JsonProcessingException e) {
            return "not JSON, " + e.getOriginalMessage() + ": " + excerpt(text);
        }
        final String reason = problem(node, isOfServer);
        return reason == null ? null : reason + ": " + excerpt(text);
    }

    /** By the message of that type or op; where several share one, the one that it comes nearest to. */
    String problem(final JsonNode node, final boolean isOfServer) {
        final String kind = node.path(isOfServer ? "type" : "op").asText(null);
        String nearest = "no message has " + (isOfServer ? "type " : "op ") + kind;
        int fewest = Integer.MAX_VALUE;
        for (final Message message : messages) {
            if (message.isOfServer() == isOfServer && isOf(message, kind)) {
                final Set<ValidationMessage> problems = message.schema.validate(node);
                if (problems.isEmpty()) {
                    return null;
                }
                if (problems.size() < fewest) {
                    fewest = problems.size();
                    nearest = "no " + message.name + " as in " + DOCUMENT + ": "
                            + problems.stream()
                                    .map(ValidationMessage::getMessage)
                                    .collect(Collectors.joining("; "));
                }
            }
        }
        return nearest;
    }

    private static boolean isOf(final Message message, final String kind) {
        final String own = message.isOfServer() ? message.type : message.op;
        return own == null ? kind == null : own.equals(kind);
    }

    private static String excerpt(final String text) {
        return text.length() <= EXCERPT_CHARS ? text : text.substring(0, EXCERPT_CHARS) + "…";
    }
}
