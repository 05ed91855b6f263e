package dev.wick.adapters.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.FrameParser.Outcome;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.LegStats.Stat;
import dev.wick.adapters.feed.Source;
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

class BybitFrameParserTest {
    private static final String FIELDS = "'start':1672324800000,'end':1672325099999,'interval':'5','open':'16649.5',"
            + "'close':'16677','high':'16680','low':'16608','volume':'2.081','turnover':'34666.4005','confirm':false,"
            + "'timestamp':1672324988880";
    private static final String FRAME = frame("{" + FIELDS + "}");

    private final Frames frames = new Frames(BybitMarket.LINEAR);

    BybitFrameParserTest() {
        frames.register("BTCUSDT", Interval.M5);
    }

    @Test
    void shouldReadEveryFieldOfALinearFrame() {
        assertThat(frames.parse(FRAME)).isEqualTo(Outcome.CANDLES);
        final Candle candle = frames.only();
        assertThat(candle.seriesId).isZero();
        assertThat(candle.openTimeMs).isEqualTo(1672324800000L);
        assertThat(candle.closeTimeMs).isEqualTo(1672325099999L);
        assertThat(candle.eventTimeMs).isEqualTo(1672324988882L);
        assertThat(candle.open).hasToString("16649.5");
        assertThat(candle.high).hasToString("16680");
        assertThat(candle.low).hasToString("16608");
        assertThat(candle.close).hasToString("16677");
        assertThat(candle.volume).hasToString("2.081");
        assertThat(candle.quoteVolume).hasToString("34666.4005");
        assertThat(candle.contracts.isPresent()).isFalse();
        assertThat(candle.tradeCount).isEqualTo(Candle.NONE);
        assertThat(candle.closed).isFalse();
        assertThat(candle.finality).isNull();
        assertThat(candle.source).isEqualTo(Source.STREAM);
        assertThat(candle.legId).isEqualTo(Frames.LEG);
        assertThat(candle.readNs).isEqualTo(Frames.READ_NS);
        assertThat(candle.parsedNs).isEqualTo(Frames.PARSED_NS);
        assertThat(candle.receivedTimeNs).isEqualTo(Frames.RECEIVED_NS);
        assertThat(frames.stats.get(Stat.CANDLES)).isOne();
        assertThat(frames.stats.lastMessageTimeMs()).isEqualTo(Frames.RECEIVED_NS / 1_000_000);
    }

    @Test
    void shouldTakeTheTurnoverOfInverseForTheBaseVolume() {
        final Frames inverse = new Frames(BybitMarket.INVERSE);
        inverse.register("BTCUSD", Interval.M1);
        inverse.register("BTCUSDZ26", Interval.M1);
        Frames.klines(BybitMarket.INVERSE)
                .forEach(line -> assertThat(inverse.parse(line)).isEqualTo(Outcome.CANDLES));
        final Candle traded = inverse.candles.get(0);
        assertThat(traded.contracts).hasToString("268611");
        assertThat(traded.quoteVolume).hasToString("268611");
        assertThat(traded.volume).hasToString("15.74462667");
        assertThat(traded.closed).isTrue();
        assertThat(traded.finality).isEqualTo(Finality.EXCHANGE);
        final Candle quiet = inverse.candles.get(1);
        assertThat(List.of(quiet.contracts, quiet.quoteVolume, quiet.volume))
                .allSatisfy(zero -> assertThat(zero).hasToString("0"));
    }

    @Test
    void shouldReadTheKeyOrderOfSpot() {
        final Frames spot = new Frames(BybitMarket.SPOT);
        final int id = spot.register("BTCUSDC", Interval.M1);
        Frames.klines(BybitMarket.SPOT)
                .forEach(line -> assertThat(spot.parse(line)).isEqualTo(Outcome.CANDLES));
        assertThat(spot.candles).extracting(candle -> candle.seriesId).containsOnly(id);
        assertThat(spot.candles).extracting(candle -> candle.closed).containsExactly(false, true);
        assertThat(spot.candles.get(1).volume).hasToString("0.003912");
        assertThat(spot.candles.get(1).quoteVolume).hasToString("309.2014336");
        assertThat(spot.candles.get(1).eventTimeMs).isEqualTo(1788791520154L);
    }

    @Test
    void shouldPassOnTheClosingAndTheNewBarOfOneFrameInTheirOrder() {
        final int hour = frames.register("BTCUSDT", Interval.H1);
        final int dated = frames.register("BTC-25DEC26", Interval.M5);
        Frames.klines(BybitMarket.LINEAR)
                .forEach(line -> assertThat(frames.parse(line)).isEqualTo(Outcome.CANDLES));
        assertThat(frames.candles).extracting(candle -> candle.seriesId).containsExactly(0, dated, hour, hour);
        assertThat(frames.candles).extracting(candle -> candle.closed).containsExactly(false, true, true, false);
        assertThat(frames.candles)
                .extracting(candle -> candle.finality)
                .containsExactly(null, Finality.EXCHANGE, Finality.EXCHANGE, null);
        assertThat(frames.stats.get(Stat.CANDLES)).isEqualTo(4);
    }

    @Test
    void shouldSortTheBarsOfAFrameHoweverManyThereAre() {
        final List<String> bars = new ArrayList<>();
        for (int i = 9; i >= 0; i--) {
            bars.add("{" + FIELDS.replace("1672324800000", Long.toString(1672324800000L + i * 300_000L)) + "}");
        }
        assertThat(frames.parse(frame(String.join(",", bars)))).isEqualTo(Outcome.CANDLES);
        assertThat(frames.candles)
                .extracting(candle -> candle.openTimeMs)
                .hasSize(10)
                .isSorted();
        assertThat(frames.candles).extracting(candle -> candle.eventTimeMs).containsOnly(1672324988882L);
    }

    @Test
    void shouldPassOnNothingIfOneOfTheBarsIsBroken() {
        final String good = "{" + FIELDS + "}";
        for (final String bad : List.of("{}", "1", "null", "[]", good.replace("'16649.5'", "'x'"))) {
            assertThat(frames.parse(frame(good + "," + bad))).as(bad).isEqualTo(Outcome.GARBLED);
            assertThat(frames.parse(frame(bad + "," + good))).as(bad).isEqualTo(Outcome.GARBLED);
        }
        assertThat(frames.parse(frame("{},".repeat(5_000) + "{}"))).isEqualTo(Outcome.GARBLED);
        assertThat(frames.parse(frame((good + ",").repeat(1_000) + good))).isEqualTo(Outcome.GARBLED);
        assertThat(frames.candles).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'open':'16649.5' | 'open':16649.50",
                "'start':1672324800000 | 'start':'1672324800000'",
                "'interval':'5' | 'interval':{'x':[1]}",
                "'interval':'5', | 'new':[[{'start':1}]],",
                "'confirm':false | 'confirm':true,'confirm':false",
                "'open':'16649.5' | 'open':'9','open':'16649.5'",
                "'low': | '\\u006cow':",
                "kline.5.BTCUSDT | kline.5.\\u0042TCUSDT",
                "'timestamp':1672324988880 | 'timestamp':null",
                ",'timestamp':1672324988880 | ,'x':0",
                ",'end':1672325099999 | ,'x':0"
            })
    void shouldReadTheSameInAnotherSpelling(final String usual, final String other) {
        assertThat(FRAME).contains(json(usual));
        assertThat(frames.parse(FRAME.replace(json(usual), json(other)))).isEqualTo(Outcome.CANDLES);
        frames.parse(FRAME);
        assertThat(frames.candles.get(0)).usingRecursiveComparison().isEqualTo(frames.candles.get(1));
    }

    @Test
    void shouldFallBackOnTheBarsOwnStampAndThenOnNone() {
        final String withoutTs = FRAME.replace(",\"ts\":1672324988882", "");
        assertThat(frames.parse(withoutTs)).isEqualTo(Outcome.CANDLES);
        assertThat(frames.parse(withoutTs.replace(",\"timestamp\":1672324988880", "")))
                .isEqualTo(Outcome.CANDLES);
        assertThat(frames.candles)
                .extracting(candle -> candle.eventTimeMs)
                .containsExactly(1672324988880L, Candle.NONE);
    }

    @Test
    void shouldLeaveAbsentWhatTheTurnoverWouldSay() {
        assertThat(frames.parse(FRAME.replace("\"turnover\":\"34666.4005\",", "")))
                .isEqualTo(Outcome.CANDLES);
        assertThat(frames.only().quoteVolume.isPresent()).isFalse();
        frames.parse(FRAME.replace("34666.4005", "0.1234567890123456789"));
        assertThat(frames.stats.get(Stat.ROUNDED_DECIMALS)).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'start':1672324800000",
                "'open':'16649.5'",
                "'close':'16677'",
                "'high':'16680'",
                "'low':'16608'",
                "'volume':'2.081'",
                "'confirm':false"
            })
    void shouldCallAFrameGarbledThatLacksWhatIsRequired(final String field) {
        final String key = field.substring(0, field.indexOf(':') + 1);
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
                "'open':'16649.5' | 'open':'NaN'",
                "'open':'16649.5' | 'open':''",
                "'open':'16649.5' | 'open':true",
                "'open':'16649.5' | 'open':'x','open':'16649.5'",
                "'open':'16649.5' | 'open':'16649.5','open':null",
                "'turnover':'34666.4005' | 'turnover':'-'",
                "'start':1672324800000 | 'start':1672324800000.5",
                "'start':1672324800000 | 'start':9223372036854775807",
                "'end':1672325099999 | 'end':'soon'",
                "'timestamp':1672324988880 | 'timestamp':[]",
                "'ts':1672324988882 | 'ts':'now'",
                "'ts':1672324988882 | 'ts':true",
                "'confirm':false | 'confirm':'false'",
                "'confirm':false | 'confirm':0",
                "'topic':'kline.5.BTCUSDT' | 'topic':7",
                "kline.5.BTCUSDT | kline.5",
                "kline.5.BTCUSDT | kline.5.",
                "kline.5.BTCUSDT | kline.",
                "'topic' | 'tropic'"
            })
    void shouldCallAFrameGarbledWhoseValueIsNone(final String usual, final String other) {
        assertThat(FRAME).contains(json(usual));
        assertThat(frames.parse(FRAME.replace(json(usual), json(other)))).isEqualTo(Outcome.GARBLED);
        assertThat(frames.candles).isEmpty();
        assertThat(frames.stats.get(Stat.GARBLED)).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pong",
                "<html></html>",
                "[",
                "{\"topic\":\"kline.5.BTCUSDT\"}",
                "{\"topic\":\"kline.5.BTCUSDT\",\"data\":[]}",
                "{\"topic\":\"kline.5.BTCUSDT\",\"data\":{}}",
                "{\"success\":true,}"
            })
    void shouldCallGarbledWhatIsNotDocumented(final String frame) {
        assertThat(frames.parse(frame)).isEqualTo(Outcome.GARBLED);
        assertThat(frames.replies).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "{}",
                "{\"op\":\"subscribe\"}",
                "{\"data\":[1]}",
                "{\"topic\":\"klineV2.1.BTCUSD\",\"data\":[]}",
                "{\"topic\":\"tickers.BTCUSDT\",\"data\":{}}",
                "{\"topic\":\"k\"}"
            })
    void shouldIgnoreWellFormedFramesOfOtherKinds(final String frame) {
        assertThat(frames.parse(frame)).isEqualTo(Outcome.IGNORED);
        assertThat(frames.stats.get(Stat.IGNORED)).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kline.1.BTCUSDT",
                "kline.7.BTCUSDT",
                "kline.9999.BTCUSDT",
                "kline..BTCUSDT",
                "kline.5.BTCUSDC",
                "kline.5.BTC.USDT",
                "kline.5.5.BTCUSDT"
            })
    void shouldIgnoreSeriesThatNobodyRegistered(final String topic) {
        assertThat(frames.parse(FRAME.replace("kline.5.BTCUSDT", topic))).isEqualTo(Outcome.IGNORED);
        assertThat(frames.parse(FRAME.replace("BTCUSDT", "\\n".repeat(500)))).isEqualTo(Outcome.IGNORED);
        assertThat(frames.candles).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1,1m", "3,3m", "5,5m", "15,15m", "30,30m", "60,1h", "120,2h", "240,4h", "360,6h", "720,12h", "D,1d", "W,1w",
        "M,1M"
    })
    void shouldKnowEveryIntervalByTheExchangesName(final String name, final String common) {
        final Interval interval = Interval.of(common).orElseThrow();
        final int id = frames.register("币.安-USDT", interval);
        assertThat(BybitTopic.of(frames.registry.byId(id))).isEqualTo("kline." + name + ".币.安-USDT");
        assertThat(frames.parse(FRAME.replace("kline.5.BTCUSDT", "kline." + name + ".币.安-USDT")))
                .isEqualTo(Outcome.CANDLES);
        assertThat(frames.only().seriesId).isEqualTo(id);
        assertThat(BybitIntervals.all()).hasSize(13).contains(interval);
    }

    @Test
    void shouldTellTheConnectionOfAnswersAndOfNothingElse() {
        final List<Outcome> outcomes =
                Frames.lines("others.jsonl").stream().map(frames::parse).toList();
        assertThat(outcomes.subList(0, 10)).containsOnly(Outcome.CONTROL);
        assertThat(outcomes.subList(10, outcomes.size())).hasSize(3).containsOnly(Outcome.IGNORED);
        assertThat(frames.replies)
                .containsExactly(
                        "accepted -",
                        "accepted 12",
                        "accepted 13",
                        "rejected 14: args size >10",
                        "rejected 15: Invalid symbol :[kline.1.NOPEUSDC]",
                        "rejected -: error:handler not found,topic:kline.1.NOPEUSDT");
        assertThat(frames.candles).isEmpty();
    }

    @Test
    void shouldNotTakeAnotherClientsAnswerForOneByOrder() {
        frames.parse("{\"success\":true,\"ret_msg\":\"\",\"req_id\":\"abc\",\"op\":\"subscribe\"}");
        frames.parse("{\"success\":true,\"ret_msg\":\"\",\"req_id\":7,\"op\":\"subscribe\"}");
        frames.parse("{\"success\":true,\"ret_msg\":\"\",\"op\":\"subscribe\"}");
        frames.parse("{\"success\":false,\"ret_msg\":\"Failed to decode\",\"req_id\":null,\"op\":\"\"}");
        assertThat(frames.replies)
                .containsExactly("accepted 0", "accepted 7", "accepted -", "rejected -: Failed to decode");
    }

    @Test
    void shouldNotCarryAnythingFromOneFrameToTheNext() {
        frames.parse(FRAME);
        assertThat(frames.parse("{\"topic\":\"kline.5.BTCUSDT\",\"data\":[{}]}"))
                .isEqualTo(Outcome.GARBLED);
        assertThat(frames.parse("{\"ts\":1}")).isEqualTo(Outcome.IGNORED);
        frames.parse(json("{'topic':'kline.5.BTCUSDT','data':[{'start':1672324800000,'open':'1','close':'1','high':'1',"
                + "'low':'1','volume':'0','confirm':true}]}"));
        assertThat(frames.candles).hasSize(2);
        final Candle bare = frames.candles.get(1);
        assertThat(bare.quoteVolume.isPresent()).isFalse();
        assertThat(bare.eventTimeMs).isEqualTo(Candle.NONE);
        assertThat(bare.closeTimeMs).isEqualTo(1672325099999L);
    }

    @Test
    void shouldPassOnNothingOfAFrameThatIsCutAnywhere() {
        final byte[] whole = FRAME.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length++) {
            assertThat(frames.parse(Arrays.copyOf(whole, length))).isEqualTo(Outcome.GARBLED);
        }
        assertThat(frames.candles).isEmpty();
        assertThat(frames.stats.get(Stat.GARBLED)).isEqualTo(whole.length);
    }

    @Property(tries = 200)
    void shouldReadAnyOrderOfKeys(@ForAll final long seed) {
        final Random random = new Random(seed);
        final List<String> members = new ArrayList<>(List.of(
                "'topic':'kline.5.BTCUSDT'",
                "'data':[{" + shuffled(FIELDS, random) + "}]",
                "'ts':1672324988882",
                "'type':'snapshot'",
                "'new':{'data':[{'topic':1}]}"));
        Collections.shuffle(members, random);
        final Frames here = new Frames(BybitMarket.LINEAR);
        here.register("BTCUSDT", Interval.M5);
        assertThat(here.parse(json("{" + String.join(random.nextBoolean() ? " ,\n" : ",", members) + "}")))
                .isEqualTo(Outcome.CANDLES);
        here.parse(FRAME);
        assertThat(here.candles.get(0)).usingRecursiveComparison().isEqualTo(here.candles.get(1));
    }

    @Property(tries = 200)
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
        final List<String> list = new ArrayList<>(List.of(fields.split(",")));
        Collections.shuffle(list, random);
        return String.join(",", list);
    }

    private static String frame(final String bars) {
        return json("{'topic':'kline.5.BTCUSDT','data':[" + bars + "],'ts':1672324988882,'type':'snapshot'}");
    }

    private static String json(final String text) {
        return text.replace('\'', '"');
    }
}
