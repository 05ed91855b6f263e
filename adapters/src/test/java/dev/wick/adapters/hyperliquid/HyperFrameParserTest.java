package dev.wick.adapters.hyperliquid;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.FrameParser;
import dev.wick.adapters.feed.FrameParser.Outcome;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.LegStats;
import dev.wick.adapters.feed.LegStats.Stat;
import dev.wick.adapters.feed.Source;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HyperFrameParserTest {
    private static final String FIELDS = "'t':1795456440000,'T':1795456499999,'s':'BTC','i':'1m','o':'84012.0',"
            + "'c':'84020.0','h':'84031.0','l':'84001.0','v':'1.07768','n':79";
    private static final String FRAME = json("{'channel':'candle','data':{" + FIELDS + "}}");

    private final HeardFrames heard = heard();

    private static HeardFrames heard() {
        final HeardFrames heard = new HeardFrames();
        heard.register("BTC", Interval.M1);
        return heard;
    }

    private static String json(final String text) {
        return text.replace('\'', '"');
    }

    private static void assertSame(final Candle actual, final Candle expected) {
        assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
    }

    @Test
    void shouldReadWhatIsThereAndLeaveAbsentWhatIsNot() {
        assertThat(heard.parse(FRAME)).isEqualTo(Outcome.CANDLES);
        final Candle candle = heard.candles.get(0);
        assertThat(candle.openTimeMs).isEqualTo(1795456440000L);
        assertThat(candle.closeTimeMs).isEqualTo(1795456499999L);
        assertThat(List.of(candle.open, candle.high, candle.low, candle.close, candle.volume))
                .hasToString("[84012, 84031, 84001, 84020, 1.07768]");
        assertThat(candle.tradeCount).isEqualTo(79);
        assertThat(candle.quoteVolume.isPresent()).isFalse();
        assertThat(candle.contracts.isPresent()).isFalse();
        assertThat(candle.eventTimeMs).isEqualTo(Candle.NONE);
        assertThat(candle.firstTradeId).isEqualTo(Candle.NONE);
        assertThat(candle.closed).isFalse();
        assertThat(candle.finality).isNull();
        assertThat(candle.source).isEqualTo(Source.STREAM);
        assertThat(candle.legId).isEqualTo(7);
        assertThat(candle.readNs).isEqualTo(11);
        assertThat(candle.parsedNs).isEqualTo(HeardFrames.PARSED_NS);
        assertThat(candle.receivedTimeNs).isEqualTo(HeardFrames.RECEIVED_NS);
        assertThat(heard.stats.lastMessageTimeMs()).isEqualTo(HeardFrames.RECEIVED_NS / 1_000_000);
    }

    @Test
    void shouldReadEveryFixture() {
        heard.register("kPEPE", Interval.M1);
        heard.register("xyz:AAPL", Interval.H1);
        heard.register("@107", Interval.M1);
        heard.register("PURR/USDC", Interval.M1);
        heard.register("ETH", Interval.D7);
        heard.register("SOL", Interval.M1);
        for (final String line : HeardFrames.lines("candles.jsonl")) {
            assertThat(heard.parse(line)).as(line).isEqualTo(Outcome.CANDLES);
        }
        assertThat(heard.candles)
                .extracting(candle -> candle.volume.toString())
                .containsExactly("1.07768", "3495670.8399999999", "12.5", "0", "1000", "3.25", "10.5", "10.5", "0.25");
        assertThat(heard.stats.get(Stat.CANDLES)).isEqualTo(9);
        assertThat(heard.stats.get(Stat.ROUNDED_DECIMALS)).isZero();
    }

    @Test
    void shouldGiveNothingOfACutFrame() {
        final List<String> all = new ArrayList<>(HeardFrames.lines("candles.jsonl"));
        all.addAll(HeardFrames.lines("others.jsonl"));
        heard.register("SOL", Interval.M1);
        for (final String line : all) {
            final byte[] frame = line.getBytes(StandardCharsets.UTF_8);
            for (int cut = 0; cut < frame.length; cut++) {
                assertThat(heard.parse(Arrays.copyOf(frame, cut))).isEqualTo(Outcome.GARBLED);
            }
            assertThat(heard.parse(line + "}")).isEqualTo(Outcome.GARBLED);
            assertThat(heard.parse(line + line)).isEqualTo(Outcome.GARBLED);
        }
        assertThat(heard.candles).isEmpty();
        assertThat(heard.replies).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'o':'84012.0' | 'o':84012",
                "'t':1795456440000 | 't':'1795456440000'",
                "'n':79 | 'n':'79'",
                "'n':79 | 'x':{'deep':[[{'t':1}]]},'n':79",
                "'s':'BTC' | 's':'\\u0042TC'",
                "'o':'84012.0' | 'o':'9','o':'84012.0'",
                "'T':1795456499999 | 'T':null",
                "{'channel':'candle','data': | {'data':",
                "'channel':'candle', | 'new':[{'data':1}],'channel':'candle',",
            })
    void shouldReadTheSameInAnotherSpelling(final String usual, final String other) {
        assertThat(FRAME).contains(json(usual));
        final boolean late = !json(other).contains("channel") && usual.contains("channel");
        final String changed = FRAME.replace(json(usual), json(other));
        final String frame = late ? changed.substring(0, changed.length() - 1) + json(",'channel':'candle'}") : changed;
        assertThat(heard.parse(frame)).isEqualTo(Outcome.CANDLES);
        heard.parse(FRAME);
        assertSame(heard.candles.get(0), heard.candles.get(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'t':1795456440000",
                "'s':'BTC'",
                "'i':'1m'",
                "'o':'84012.0'",
                "'c':'84020.0'",
                "'h':'84031.0'",
                "'l':'84001.0'",
                "'v':'1.07768'"
            })
    void shouldCallAFrameGarbledThatLacksWhatIsRequired(final String field) {
        final String key = field.substring(0, 4);
        for (final String replacement : List.of("'z':0", key + "null", key + "{}", key + "[1]", key + "true")) {
            assertThat(heard.parse(FRAME.replace(json(field), json(replacement))))
                    .as(replacement)
                    .isEqualTo(Outcome.GARBLED);
        }
        assertThat(heard.candles).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'o':'84012.0' | 'o':'NaN'",
                "'o':'84012.0' | 'o':''",
                "'o':'84012.0' | 'o':'x','o':'84012.0'",
                "'o':'84012.0' | 'o':'84012.0','o':null",
                "'v':'1.07768' | 'v':'1,07'",
                "'t':1795456440000 | 't':1795456440000.5",
                "'t':1795456440000 | 't':9223372036854775807",
                "'T':1795456499999 | 'T':'soon'",
                "'n':79 | 'n':7e1",
                "'channel':'candle', | ``",
                "'channel':'candle', | 'channel':'candle','channel':'pong',",
                "'channel':'candle', | 'channel':'candle','data':[],",
            })
    void shouldCallAFrameGarbledWhoseValueIsNone(final String usual, final String other) {
        assertThat(FRAME).contains(json(usual));
        assertThat(heard.parse(FRAME.replace(json(usual), json(other)))).isEqualTo(Outcome.GARBLED);
        assertThat(heard.candles).isEmpty();
        assertThat(heard.stats.get(Stat.GARBLED)).isEqualTo(1);
    }

    @Test
    void shouldPassOnNothingOfSeveralCandlesIfOneIsBroken() {
        final String good = "{" + FIELDS + "}";
        assertThat(heard.parse(
                        json("{'channel':'candle','data':[" + good + "," + good.replace("'n':79", "'n':'x'") + "]}")))
                .isEqualTo(Outcome.GARBLED);
        assertThat(heard.candles).isEmpty();
        assertThat(heard.parse(json("{'data':[" + good + "," + good + "],'channel':'candle'}")))
                .isEqualTo(Outcome.CANDLES);
        assertThat(heard.candles).hasSize(2);
        assertThat(heard.parse(json("{'channel':'candle','data':[]}"))).isEqualTo(Outcome.IGNORED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "####{\"channel\":\"pong\"}",
                "<html></html>",
                "{\"channel\":\"candle\"}",
                "{\"channel\":\"candle\",\"data\":7}",
                "{\"channel\":\"error\",\"data\":{}}",
                "{\"channel\":\"subscriptionResponse\",\"data\":\"x\"}",
                "{\"channel\":\"subscriptionResponse\"}",
                "Web\u0007socket",
                "none",
                "Websocket {"
            })
    void shouldCallGarbledWhatIsNotDocumented(final String frame) {
        assertThat(heard.parse(frame)).isEqualTo(Outcome.GARBLED);
        assertThat(heard.stats.get(Stat.GARBLED)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Websocket connection established.",
                "[]",
                "{}",
                "null",
                "{\"channel\":\"trades\",\"data\":[{\"coin\":\"BTC\"}]}",
                "{\"channel\":7,\"data\":{}}"
            })
    void shouldIgnoreGreetingsAndFramesOfOtherKinds(final String frame) {
        assertThat(heard.parse(frame)).isEqualTo(Outcome.IGNORED);
        assertThat(heard.stats.get(Stat.IGNORED)).isEqualTo(1);
    }

    @Test
    void shouldIgnoreSeriesThatNobodyRegistered() {
        assertThat(heard.parse(FRAME.replace("\"1m\"", "\"3m\""))).isEqualTo(Outcome.IGNORED);
        assertThat(heard.parse(FRAME.replace("\"1m\"", "\"6h\""))).isEqualTo(Outcome.IGNORED);
        assertThat(heard.parse(FRAME.replace("\"BTC\"", "\"btc\""))).isEqualTo(Outcome.IGNORED);
        assertThat(heard.parse(FRAME.replace("BTC", "\\n".repeat(200)))).isEqualTo(Outcome.IGNORED);
        assertThat(heard.candles).isEmpty();
    }

    @Test
    void shouldTellTheConnectionOfAnswers() {
        final List<Outcome> outcomes = new ArrayList<>();
        for (final String line : HeardFrames.lines("others.jsonl")) {
            outcomes.add(heard.parse(line));
        }
        assertThat(outcomes.subList(0, 8)).containsOnly(Outcome.CONTROL);
        assertThat(outcomes.subList(8, 10)).containsOnly(Outcome.IGNORED);
        assertThat(heard.replies)
                .containsExactly(
                        "TOPIC_ACCEPTED " + HyperTopic.of("HYPE", "1d"),
                        "TOPIC_DROPPED " + HyperTopic.of("@107", "1m"),
                        "TOPIC_REJECTED " + HyperTopic.of("NOPE", "1m") + ": Invalid subscription "
                                + HyperTopic.of("NOPE", "1m"),
                        "TOPIC_ACCEPTED " + HyperTopic.of("BTC", "1m"),
                        "TOPIC_DROPPED " + HyperTopic.of("BTC", "1m"),
                        "TOPIC_REJECTED " + HyperTopic.of("x", "6h")
                                + ": Error parsing JSON into valid websocket request: {\"method\":\"subscribe\","
                                + "\"subscription\":" + HyperTopic.of("x", "6h") + "}",
                        "REJECTED: Cannot subscribe to more than 1000 channels.");
    }

    @Test
    void shouldPassOnAnErrorThatDoesNotSayWhatItIsAbout() {
        heard.parse(json("{'data':'no','channel':'error'}"));
        heard.parse(json("{'channel':'error','data':'Invalid subscription {cut'}"));
        heard.parse(
                "{\"channel\":\"error\",\"data\":\"Invalid subscription {\\\"type\\\":\\\"trades\\\",\\\"coin\\\":\\\"BTC\\\"}\"}");
        assertThat(heard.replies)
                .containsExactly(
                        "REJECTED: no",
                        "REJECTED: Invalid subscription {cut",
                        "REJECTED: Invalid subscription {\"type\":\"trades\",\"coin\":\"BTC\"}");
    }

    @Test
    void shouldCountRoundedDecimals() {
        assertThat(heard.parse(FRAME.replace("1.07768", "1.0776800000000000000000001")))
                .isEqualTo(Outcome.CANDLES);
        assertThat(heard.stats.get(Stat.ROUNDED_DECIMALS)).isEqualTo(1);
        assertThat(heard.candles.get(0).volume).hasToString("1.07768");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "candle|{" + FIELDS + "}",
                "candle|{'t':1795456440000,'s':'BTC','i':'1m'}",
                "candle|[{" + FIELDS + "},{" + FIELDS + "}]",
                "candle|'BTC'",
                "candle|{}",
                "pong|{" + FIELDS + "}",
                "error|{" + FIELDS + "}",
                "error|'wrong'",
                "subscriptionResponse|{" + FIELDS + "}",
                "trades|{" + FIELDS + "}"
            })
    void shouldTakeDataInFrontOfTheirChannelAsBehindIt(final String channel, final String data) {
        final String first = json("'channel':'" + channel + "'");
        final String second = json("'data':" + data);
        final HeardFrames other = heard();
        assertThat(other.parse("{" + second + "," + first + "}"))
                .isEqualTo(heard.parse("{" + first + "," + second + "}"));
        assertThat(other.replies).isEqualTo(heard.replies);
        assertThat(other.candles).usingRecursiveComparison().isEqualTo(heard.candles);
    }

    @Property(tries = 100)
    void shouldReadAnyOrderAndAnyBlanks(@ForAll final long seed) {
        final Random random = new Random(seed);
        final List<String> members = new ArrayList<>(List.of(
                json("'channel':'candle'"),
                json("'data':"
                        + (random.nextBoolean() ? "{" + shuffled(random) + "}" : "[{" + shuffled(random) + "}]")),
                json("'new':[{'channel':'pong'},'}']")));
        Collections.shuffle(members, random);
        final HeardFrames here = heard();
        assertThat(here.parse(blanks("{" + String.join(",", members) + "}", random)))
                .isEqualTo(Outcome.CANDLES);
        here.parse(FRAME);
        assertSame(here.candles.get(0), here.candles.get(1));
    }

    @Property(tries = 300)
    void shouldSurviveAnyGarbling(@ForAll final long seed) {
        final Random random = new Random(seed);
        final List<String> lines = new ArrayList<>(HeardFrames.lines("others.jsonl"));
        lines.add(FRAME);
        for (final String line : lines) {
            final byte[] garbled = line.getBytes(StandardCharsets.UTF_8);
            for (int hit = random.nextInt(4); hit >= 0; hit--) {
                garbled[random.nextInt(garbled.length)] = (byte) random.nextInt(256);
            }
            final int before = heard.candles.size();
            final boolean passed = heard.parse(garbled) == Outcome.CANDLES;
            assertThat(heard.candles.size() > before).isEqualTo(passed);
        }
    }

    private static String shuffled(final Random random) {
        final List<String> list = new ArrayList<>(List.of(FIELDS.split(",")));
        Collections.shuffle(list, random);
        return String.join(",", list);
    }

    private static String blanks(final String frame, final Random random) {
        final StringBuilder text = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < frame.length(); i++) {
            final char c = frame.charAt(i);
            quoted ^= c == '"';
            final boolean structural = !quoted && "{}[],:".indexOf(c) >= 0;
            text.append(structural && random.nextInt(3) == 0 ? " \n" : "").append(c);
            text.append(structural && random.nextInt(3) == 0 ? "\t " : "");
        }
        return text.toString();
    }

    @Test
    void shouldAllocateNothingOnceWarm() {
        final long[] candles = new long[1];
        final FrameParser parser = HyperFrameParser.withoutConnection(
                heard.registry.table(heard.venue), candle -> candles[0]++, new LegStats(), () -> 1L);
        final byte[][] frames = new byte[8][];
        for (int i = 0; i < frames.length; i++) {
            final long openMs = 1795456440000L + 60_000L * (i / 2);
            frames[i] = FRAME.replace("1795456440000", Long.toString(openMs)).getBytes(StandardCharsets.UTF_8);
        }
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double least = Double.MAX_VALUE;
        for (int attempt = 0; attempt < 10; attempt++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 8_000; i++) {
                parser.onFrame(frames[i % 8], 0, frames[i % 8].length, 1, 1);
            }
            least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / 8_000.0);
        }
        assertThat(least).isLessThan(0.1);
        assertThat(candles[0]).isGreaterThan(80_000);
    }
}
