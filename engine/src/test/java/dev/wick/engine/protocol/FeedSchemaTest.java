package dev.wick.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wick.adapters.feed.ContractType;
import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The document agrees with itself and with the code, and its schemas have teeth. */
class FeedSchemaTest {
    private static final FeedSchema SCHEMA = FeedSchema.INSTANCE;

    /** What a test here provokes is no violation of the protocol. */
    @AfterEach
    void forget() {
        Violations.take();
    }

    static Stream<FeedSchema.Message> messages() {
        return SCHEMA.messages().stream();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldAllowEachOfItsExamples(final FeedSchema.Message message) {
        assertThat(message.examples()).isNotEmpty();
        for (final JsonNode example : message.examples()) {
            final JsonNode payload = example.get("payload");
            assertThat(message.schema().validate(payload))
                    .as(payload.toString())
                    .isEmpty();
            assertThat(SCHEMA.problem(payload, message.isOfServer())).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldRefuseEachExampleWithOneFieldMoreOrOfAnotherTypeOrWithoutARequiredOne(final FeedSchema.Message message) {
        final JsonNode required = SCHEMA.document().at("/components/messages/" + message.name() + "/payload/required");
        assertThat(required).isNotEmpty();
        for (final JsonNode example : message.examples()) {
            for (final ObjectNode mutant : mutants((ObjectNode) example.get("payload"), required)) {
                assertThat(message.schema().validate(mutant))
                        .as(mutant.toString())
                        .isNotEmpty();
            }
        }
    }

    private static List<ObjectNode> mutants(final ObjectNode example, final JsonNode required) {
        final List<ObjectNode> mutants = new ArrayList<>();
        mutants.add(example.deepCopy().put("surplus", 1));
        required.forEach(name -> mutants.add(example.deepCopy().without(name.asText())));
        example.fieldNames().forEachRemaining(name -> {
            mutants.add(nested(example, name));
            if (!"id".equals(name) && !example.get(name).isTextual()) {
                mutants.add(example.deepCopy().put(name, "text"));
            }
            if (!"id".equals(name) && !example.get(name).isNumber() && !mayBeNumber(name)) {
                mutants.add(example.deepCopy().put(name, 17));
            }
        });
        return mutants;
    }

    private static ObjectNode nested(final ObjectNode example, final String name) {
        final ObjectNode mutant = example.deepCopy();
        mutant.putObject(name).put("nested", true);
        return mutant;
    }

    /** Numbers that may be null, and a since by symbol. */
    private static boolean mayBeNumber(final String name) {
        return List.of("trade_num", "event_time", "volume", "since", "next", "watermark")
                .contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"open\":0.3527~\"open\":\"0.3527\"",
                "\"open\":0.3527~\"open\":null",
                "\"volume\":25877~\"volume\":-1",
                "\"volume\":25877~\"volume\":2.5877E4",
                "\"trade_num\":30~\"trade_num\":30.5",
                "2021-10-12 00:28:43.963123~2021-10-12T00:28:43.963123",
                "2021-10-12 00:28:43.963123~2021-10-12 00:28:43.963",
                "2021-10-12T00:28:43.963000+00:00~2021-10-12T00:28:43.963000Z",
                "\"is_closed_candle\":false~\"is_closed_candle\":true",
                "\"finality\":null~\"finality\":\"exchange\"",
                "\"finality\":null~\"finality\":\"maybe\"",
                "\"revision\":0~\"revision\":1",
                "\"exchange\":\"binance\"~\"exchange\":\"Binance\"",
                "\"contract_type\":\"spot\"~\"contract_type\":\"um-d\"",
                "\"interval\":\"1m\"~\"interval\":\"2m\"",
                "\"received_time\":1633998523961234567~\"received_time\":1633998523961",
                "\"type\":\"quote\"~\"type\":\"quotes\"",
                "\"revision\":0~\"revision\":0,\"revision\":0",
                "\"revision\":0~\"revision\":0,\"sent_time\":null",
                "\"source\":\"stream\"~\"source\":\"live\""
            })
    void shouldRefuseAQuoteThatWasChangedInOnePlace(final String change) {
        final String quote = example("quote");
        final String[] parts = change.split("~", -1);
        assertThat(quote).contains(parts[0]);
        assertThat(SCHEMA.problemOfServers(quote)).isNull();
        assertThat(SCHEMA.problemOfServers(quote.replace(parts[0], parts[1]))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"op\":\"subscribe\",\"exchange\":\"binance\",\"symbols\":[]}",
                "{\"op\":\"subscribe\",\"exchange\":\"binance\",\"symbols\":[\"*\",\"BTCUSDT\"]}",
                "{\"op\":\"subscribe\",\"exchange\":\"binance\",\"symbols\":\"BTCUSDT\"}",
                "{\"op\":\"subscribe\",\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"],\"limit\":1}",
                "{\"op\":\"subscribe\",\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"],\"since_revision\":1}",
                "{\"op\":\"subscribe\",\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"],\"since\":{\"BTCUSDT\":[1]}}",
                "{\"op\":\"subscribe\",\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"],\"id\":[1]}",
                "{\"op\":\"unsubscribe\",\"exchange\":\"binance\"}",
                "{\"op\":\"history\",\"exchange\":\"binance\",\"symbol\":\"BTCUSDT\",\"from\":0,\"limit\":1001}",
                "{\"op\":\"nothing\"}",
                "{\"exchange\":\"binance\",\"symbols\":[\"BTCUSDT\"],\"interval\":\"1m\"}",
                "{\"exchange\":\"binance\",\"symbols\":[\"*\"]}",
                "[]",
                "{"
            })
    void shouldRefuseARequestThatIsWrong(final String request) {
        assertThat(SCHEMA.problemOfClients(request)).isNotNull();
    }

    @Test
    void shouldNameWhatTheCodeNames() {
        assertNames("Exchange", Arrays.stream(Exchange.values()).map(Exchange::text));
        assertNames("Interval", Arrays.stream(Interval.values()).map(Interval::text));
        assertNames("Source", Arrays.stream(Source.values()).map(Source::text));
        assertNames("Finality", Arrays.stream(Finality.values()).map(Finality::text));
        assertNames("ContractType", contractTypes().map(ContractType::name));
        assertNames(
                "ContractTypeAsked",
                contractTypes().flatMap(type -> Stream.concat(Stream.of(type.name()), type.aliases().stream())));
    }

    private static Stream<ContractType> contractTypes() {
        return Arrays.stream(Exchange.values()).flatMap(exchange -> exchange.contractTypes().stream());
    }

    private static void assertNames(final String schema, final Stream<String> names) {
        final List<String> listed = new ArrayList<>();
        SCHEMA.document().at("/components/schemas/" + schema + "/enum").forEach(name -> listed.add(name.asText()));
        assertThat(listed).as(schema).containsExactlyInAnyOrderElementsOf(new TreeSet<>(names.toList()));
    }

    @Test
    void shouldNoticeWhatTheServerMayNotSay() {
        final Conversation conversation = new Conversation();
        conversation.received(example("quote"));
        conversation.received(example("error"));
        assertThat(Violations.take()).isEmpty();
        conversation.received("{\"type\":\"quote\"}");
        conversation.received("{\"type\":\"news\"}");
        conversation.received("no JSON");
        assertThat(Violations.take())
                .hasSize(3)
                .allSatisfy(text -> assertThat(text).startsWith("received "));
    }

    @Test
    void shouldNoticeAnAnswerThatAcceptsWhatMayNotBeAsked() {
        final Conversation conversation = new Conversation();
        conversation.sent("{\"op\":\"ping\",\"id\":1}");
        conversation.sent("{\"op\":\"ping\",\"id\":2,\"surplus\":true}");
        conversation.received("{\"type\":\"pong\",\"id\":1}");
        assertThat(Violations.take()).isEmpty();
        conversation.received("{\"type\":\"pong\",\"id\":1}");
        conversation.received("{\"type\":\"pong\",\"id\":2}");
        conversation.received("{\"type\":\"pong\"}");
        assertThat(Violations.take())
                .hasSize(3)
                .anySatisfy(text -> assertThat(text).contains("surplus"))
                .anySatisfy(text -> assertThat(text).contains("no such request"));
    }

    @Test
    void shouldLetTheAnswersToAWildcardComeAgain() {
        final Conversation conversation = new Conversation();
        conversation.sent("{\"op\":\"subscribe\",\"id\":2,\"exchange\":\"binance\",\"symbols\":[\"*\"]}");
        final String all = SCHEMA.messages().stream()
                .filter(message -> message.name().equals("subscribed"))
                .findFirst()
                .orElseThrow()
                .examples()
                .get(1)
                .get("payload")
                .toString();
        conversation.received(all);
        conversation.received(all);
        assertThat(Violations.take()).isEmpty();
    }

    private static String example(final String name) {
        return SCHEMA.messages().stream()
                .filter(message -> message.name().equals(name))
                .findFirst()
                .orElseThrow()
                .examples()
                .get(0)
                .get("payload")
                .toString();
    }
}
