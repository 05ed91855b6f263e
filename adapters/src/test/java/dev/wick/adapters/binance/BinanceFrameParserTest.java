package dev.wick.adapters.binance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.FrameParser.Outcome;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.LegStats.Stat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinanceFrameParserTest {
    private static final String FIELDS =
            "'t':1633998480000,'T':1633998539999,'s':'NKNUSDT','i':'1m','f':19862761,'L':19862790,"
                    + "'o':'0.35270000','c':'0.35280000','h':'0.35290000','l':'0.35220000','v':'25877.00000000','n':30,'x':false,"
                    + "'q':'9116.04600000','V':'58.00000000','Q':'20.46240000','B':'0'";
    private static final String FRAME = frame(FIELDS);

    private final Frames frames = new Frames(BinanceMarket.SPOT);

    BinanceFrameParserTest() {
        frames.register("NKNUSDT", Interval.M1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'o':'0.35270000' | 'o':0.3527",
                "'t':1633998480000 | 't':'1633998480000'",
                "'n':30 | 'n':'30'",
                "'V':'58.00000000' | 'V':[1,{'x':[]}]",
                "'B':'0' | 'new':{'deep':[[[{'k':1}]]],'x':null},'B':'0'",
                "'s':'NKNUSDT' | 's':'\\u004eKNUSD\\u0054'",
                "'x':false | '\\u0078':false",
                "'o':'0.35270000' | 'o':'9','o':'0.35270000'",
                "'x':false | 'x':true,'x':false",
            })
    void shouldReadTheSameInAnotherSpelling(final String usual, final String other) {
        assertThat(FRAME).contains(json(usual));
        assertThat(frames.parse(FRAME.replace(json(usual), json(other)))).isEqualTo(Outcome.CANDLES);
        frames.parse(FRAME);
        assertSameCandle(frames.candles.get(0), frames.candles.get(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'f':19862761",
                "'L':19862790",
                "'n':30",
                "'q':'9116.04600000'",
                "'T':1633998539999",
                "'V':'58.00000000'"
            })
    void shouldDoWithoutWhatIsOptional(final String field) {
        assertThat(frames.parse(FRAME.replace(json(field) + ",", ""))).isEqualTo(Outcome.CANDLES);
        final String key = field.substring(0, 4);
        assertThat(frames.parse(FRAME.replace(json(field), json(key) + "null"))).isEqualTo(Outcome.CANDLES);
        final Candle candle = frames.candles.get(0);
        assertThat(candle.firstTradeId == Candle.NONE).isEqualTo(field.startsWith("'f"));
        assertThat(candle.lastTradeId == Candle.NONE).isEqualTo(field.startsWith("'L"));
        assertThat(candle.tradeCount == Candle.NONE).isEqualTo(field.startsWith("'n"));
        assertThat(candle.quoteVolume.isPresent()).isEqualTo(!field.startsWith("'q"));
        assertThat(candle.closeTimeMs).isEqualTo(1633998539999L);
        assertSameCandle(frames.candles.get(1), candle);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'t':1633998480000",
                "'s':'NKNUSDT'",
                "'i':'1m'",
                "'o':'0.35270000'",
                "'c':'0.35280000'",
                "'h':'0.35290000'",
                "'l':'0.35220000'",
                "'v':'25877.00000000'",
                "'x':false"
            })
    void shouldCallAFrameGarbledThatLacksWhatIsRequired(final String field) {
        final String key = field.substring(0, 4);
        for (final String replacement : List.of("'z':0", key + "null", key + "{}", key + "[1]")) {
            assertThat(frames.parse(FRAME.replace(json(field), json(replacement))))
                    .as(replacement)
                    .isEqualTo(Outcome.GARBLED);
        }
        assertThat(frames.candles).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'o':'0.35270000' | 'o':'NaN'",
                "'o':'0.35270000' | 'o':NaN",
                "'o':'0.35270000' | 'o':''",
                "'o':'0.35270000' | 'o':true",
                "'o':'0.35270000' | 'o':'1e999'",
                "'o':'0.35270000' | 'o':'x','o':'0.35270000'",
                "'o':'0.35270000' | 'o':'0.35270000','o':null",
                "'s':'NKNUSDT' | 's':'NKNUSDT','s':null",
                "'c':'0.35280000' | 'c':'0.35,28'",
                "'q':'9116.04600000' | 'q':'-'",
                "'t':1633998480000 | 't':1633998480000.5",
                "'t':1633998480000 | 't':9223372036854775807",
                "'t':1633998480000 | 't':-9223372036854775807",
                "'T':1633998539999 | 'T':'soon'",
                "'E':1633998523963 | 'E':'now'",
                "'n':30 | 'n':3e1",
                "'f':19862761 | 'f':99999999999999999999",
                "'x':false | 'x':'false'",
                "'x':false | 'x':0",
                "'s':'NKNUSDT' | 's':true",
                "'e':'kline', | ''",
            })
    void shouldCallAFrameGarbledWhoseValueIsNone(final String usual, final String other) {
        final String wanted = "''".equals(other) ? "" : json(other);
        assertThat(FRAME).contains(json(usual));
        assertThat(frames.parse(FRAME.replace(json(usual), wanted))).isEqualTo(Outcome.GARBLED);
        assertThat(frames.candles).isEmpty();
        assertThat(frames.stats.get(Stat.GARBLED)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pong",
                "<html></html>",
                "{\"e\":\"kline\"}",
                "{\"e\":\"kline\",\"k\":[]}",
                "{\"e\":\"kline\",\"k\":{}}",
                "[",
                "{\"stream\":1,}"
            })
    void shouldCallGarbledWhatIsNotDocumented(final String frame) {
        assertThat(frames.parse(frame)).isEqualTo(Outcome.GARBLED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{\"e\":\"24hrMiniTicker\"}]",
                "null",
                "{}",
                "{\"e\":7}",
                "{\"id\":4}",
                "{\"data\":[1]}",
                "{\"e\":\"continuous_kline\",\"k\":{\"t\":1}}"
            })
    void shouldIgnoreWellFormedFramesOfOtherKinds(final String frame) {
        assertThat(frames.parse(frame)).isEqualTo(Outcome.IGNORED);
        assertThat(frames.stats.get(Stat.IGNORED)).isEqualTo(1);
    }

    @Test
    void shouldIgnoreSeriesThatNobodyRegistered() {
        assertThat(frames.parse(FRAME.replace("\"i\":\"1m\"", "\"i\":\"3m\""))).isEqualTo(Outcome.IGNORED);
        assertThat(frames.parse(FRAME.replace("\"i\":\"1m\"", "\"i\":\"1month\"")))
                .isEqualTo(Outcome.IGNORED);
        assertThat(frames.parse(FRAME.replace("NKNUSDT", "NKNUSDC"))).isEqualTo(Outcome.IGNORED);
        assertThat(frames.parse(FRAME.replace("NKNUSDT", "\\n".repeat(200)))).isEqualTo(Outcome.IGNORED);
        assertThat(frames.candles).isEmpty();
    }

    @Test
    void shouldKnowSymbolsBeyondAsciiPlainAndEscaped() {
        final int id = frames.register("币安人生USDT", Interval.M1);
        frames.parse(FRAME.replace("NKNUSDT", "币安人生USDT"));
        frames.parse(FRAME.replace("NKNUSDT", "\\u5e01\\u5b89\\u4eba\\u751fUSDT"));
        assertThat(frames.candles).extracting(c -> c.seriesId).containsExactly(id, id);
    }

    @Test
    void shouldReadTheCandleBeforeItsKind() {
        final String body = "{'k':{" + FIELDS + "},'s':'NKNUSDT','E':1633998523963,'e':'kline'}";
        assertThat(frames.parse(json(body))).isEqualTo(Outcome.CANDLES);
        assertThat(frames.parse(json("{'data':" + body + ",'stream':'nknusdt@kline_1m'}")))
                .isEqualTo(Outcome.CANDLES);
        frames.parse(FRAME);
        assertSameCandle(frames.candles.get(0), frames.candles.get(2));
        assertSameCandle(frames.candles.get(1), frames.candles.get(2));
    }

    @Test
    void shouldNotMixWhatIsInAnEnvelopeWithWhatLiesBesideIt() {
        final String bare = FRAME.substring(FRAME.indexOf("{\"e\""), FRAME.lastIndexOf('}'));
        final String members = bare.substring(1, bare.length() - 1);
        assertThat(frames.parse("{" + members + "}")).isEqualTo(Outcome.CANDLES);
        frames.candles.clear();
        assertThat(frames.parse("{" + members + ",\"data\":{}}")).isEqualTo(Outcome.IGNORED);
        final String unnamed = "{\"data\":{" + members.replace("\"e\":\"kline\",", "") + "},";
        assertThat(frames.parse(unnamed + "\"e\":\"kline\"}")).isEqualTo(Outcome.GARBLED);
        assertThat(frames.candles).isEmpty();
    }

    @Test
    void shouldCountRoundedDecimals() {
        assertThat(frames.parse(FRAME.replace("9116.04600000", "9116.0460000000000000001")))
                .isEqualTo(Outcome.CANDLES);
        assertThat(frames.stats.get(Stat.ROUNDED_DECIMALS)).isEqualTo(1);
        assertThat(frames.only().quoteVolume).hasToString("9116.046");
    }

    @Test
    void shouldNotCarryAnythingFromOneFrameToTheNext() {
        frames.parse(FRAME);
        assertThat(frames.parse(json("{'e':'kline','E':1,'k':{}}"))).isEqualTo(Outcome.GARBLED);
        assertThat(frames.parse(json("{'data':{'e':'kline','k':{" + FIELDS + "}},'data':{'e':'trade'}}")))
                .isEqualTo(Outcome.IGNORED);
        assertThat(frames.candles).hasSize(1);
        frames.parse(
                frame("'t':1633998480000,'s':'NKNUSDT','i':'1m','o':'1','c':'1','h':'1','l':'1','v':'0','x':true"));
        final Candle candle = frames.candles.get(1);
        assertThat(candle.tradeCount).isEqualTo(Candle.NONE);
        assertThat(candle.quoteVolume.isPresent()).isFalse();
    }

    @Test
    void shouldTellTheConnectionOfAnswersAndNotices() {
        for (final String frame : List.of(
                "{'result':null,'id':1}",
                "{'id':'12','result':['btcusdt@aggTrade']}",
                "{'error':null,'result':null,'id':3}",
                "{'code':2,'msg':'Invalid request: \\'x\\'','id':4}",
                "{'error':{'code':3,'msg':'Invalid JSON'},'id':7}",
                "{'error':{'code':2,'msg':'Invalid request'}}",
                "{'error':'no','id':8}",
                "{'e':'serverShutdown','E':1770123456789}",
                "{'stream':'!serverShutdown','data':{'E':1770123456789,'e':'serverShutdown'}}")) {
            assertThat(frames.parse(json(frame))).as(frame).isEqualTo(Outcome.CONTROL);
        }
        assertThat(frames.replies)
                .containsExactly(
                        "accepted 1",
                        "accepted 12",
                        "accepted 3",
                        "rejected 4: Invalid request: \"x\" (code 2)",
                        "rejected 7: Invalid JSON (code 3)",
                        "rejected -: Invalid request (code 2)",
                        "rejected 8: no",
                        "shutdown",
                        "shutdown");
    }

    @Property(tries = 300)
    void shouldReadAnyOrderAndAnyBlanks(@ForAll final long seed) {
        final Random random = new Random(seed);
        final List<String> payload = new ArrayList<>(List.of(
                "\"e\":\"kline\"",
                "\"E\":1633998523963",
                "\"s\":\"NKNUSDT\"",
                "\"k\":{" + shuffled(FIELDS, random) + "}",
                "\"new\":[{\"e\":\"trade\"},\"\\\"\"]"));
        Collections.shuffle(payload, random);
        final String data = "\"data\":{" + String.join(",", payload) + "}";
        final String stream = "\"stream\":\"nknusdt@kline_1m\"";
        final String frame = random.nextBoolean() ? "{" + stream + "," + data + "}" : "{" + data + "," + stream + "}";
        final Frames here = new Frames(BinanceMarket.SPOT);
        here.register("NKNUSDT", Interval.M1);
        assertThat(here.parse(blanks(frame, random))).isEqualTo(Outcome.CANDLES);
        here.parse(FRAME);
        assertSameCandle(here.candles.get(0), here.candles.get(1));
    }

    @Property(tries = 300)
    void shouldSurviveAnyGarbling(@ForAll final long seed) {
        final Random random = new Random(seed);
        final byte[] frame = FRAME.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 30; i++) {
            final byte[] garbled = frame.clone();
            for (int hit = random.nextInt(4); hit >= 0; hit--) {
                garbled[random.nextInt(garbled.length)] = (byte) random.nextInt(256);
            }
            final int before = frames.candles.size();
            final boolean passed = frames.parse(garbled) == Outcome.CANDLES;
            assertThat(frames.candles.size() > before).isEqualTo(passed);
        }
    }

    private static String shuffled(final String fields, final Random random) {
        final List<String> list = new ArrayList<>(List.of(json(fields).split(",")));
        Collections.shuffle(list, random);
        return String.join(",", list);
    }

    private static String blanks(final String frame, final Random random) {
        final StringBuilder text = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < frame.length(); i++) {
            final char c = frame.charAt(i);
            quoted ^= c == '"' && frame.charAt(i - 1) != '\\';
            final boolean structural = !quoted && "{}[],:".indexOf(c) >= 0;
            text.append(structural && random.nextInt(3) == 0 ? " \n" : "").append(c);
            text.append(structural && random.nextInt(3) == 0 ? "\t " : "");
        }
        return text.toString();
    }

    private static void assertSameCandle(final Candle actual, final Candle expected) {
        assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
    }

    private static String frame(final String fields) {
        return json("{'stream':'nknusdt@kline_1m','data':{'e':'kline','E':1633998523963,'s':'NKNUSDT','k':{" + fields
                + "}}}");
    }

    private static String json(final String text) {
        return text.replace("\\'", "\\\"").replace('\'', '"');
    }
}
