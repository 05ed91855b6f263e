package dev.wick.adapters.gateio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.Finality;
import dev.wick.adapters.feed.FrameParser.Outcome;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.LegStats.Stat;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateFrameParserTest {
    private static final String SPOT_FIELDS =
            "'t':'1795456440','v':'3967.5115','c':'127.4','h':'127.41','l':'127.3','o':'127.31','n':'1m_SOL_USDT','a':'31.15',"
                    + "'w':false";
    private static final String UM_FIELDS =
            "'t':1795456440,'v':'2.5','c':'2791','h':'2795.5','l':'2788','o':'2790.1','n':'1m_ETH_USDT','a':'69.775'";

    private final Frames spot = new Frames(GateMarket.SPOT);
    private final Frames um = new Frames(GateMarket.UM);
    private final Frames cm = new Frames(GateMarket.CM);
    private final int sol = spot.register("SOL_USDT", Interval.M1);
    private final int eth = um.register("ETH_USDT", Interval.M1);
    private final int btc = cm.register("BTC_USD", Interval.M1);

    private static String spot(final String fields) {
        return json(
                "{'time':1795456442,'time_ms':1795456442084,'channel':'spot.candlesticks','event':'update','result':{"
                        + fields + "}}");
    }

    private static String futures(final String... candles) {
        return json(
                "{'time':1795456442,'time_ms':1795456442084,'channel':'futures.candlesticks','event':'update','result':[{"
                        + String.join("},{", candles) + "}]}");
    }

    private static String json(final String text) {
        return text.replace("\\'", "\\\"").replace('\'', '"');
    }

    @Test
    void shouldReadEveryFieldOfASpotCandle() {
        assertThat(spot.parse(spot(SPOT_FIELDS))).isEqualTo(Outcome.CANDLES);
        final Candle candle = spot.only();
        assertThat(candle.seriesId).isEqualTo(sol);
        assertThat(candle.openTimeMs).isEqualTo(1_795_456_440_000L);
        assertThat(candle.closeTimeMs).isEqualTo(1_795_456_499_999L);
        assertThat(candle.eventTimeMs).isEqualTo(1_795_456_442_084L);
        assertThat(candle.open).hasToString("127.31");
        assertThat(candle.high).hasToString("127.41");
        assertThat(candle.low).hasToString("127.3");
        assertThat(candle.close).hasToString("127.4");
        assertThat(candle.volume).hasToString("31.15");
        assertThat(candle.quoteVolume).hasToString("3967.5115");
        assertThat(candle.contracts.isPresent()).isFalse();
        assertThat(candle.tradeCount).isEqualTo(Candle.NONE);
        assertThat(candle.closed).isFalse();
        assertThat(candle.finality).isNull();
        assertThat(candle.legId).isEqualTo(7);
        assertThat(candle.receivedTimeNs).isEqualTo(Frames.RECEIVED_NS);
        assertThat(candle.readNs).isEqualTo(Frames.READ_NS);
        assertThat(candle.parsedNs).isEqualTo(Frames.PARSED_NS);
        assertThat(spot.stats.get(Stat.CANDLES)).isEqualTo(1);
        assertThat(spot.stats.lastMessageTimeMs()).isEqualTo(Frames.RECEIVED_NS / 1_000_000);
    }

    @Test
    void shouldLeaveTheBaseVolumeOutOfOldSpotFrames() {
        spot.parse(spot(SPOT_FIELDS.replace(",'a':'31.15','w':false", "")));
        assertThat(spot.only().volume.isPresent()).isFalse();
        assertThat(spot.only().quoteVolume).hasToString("3967.5115");
        assertThat(spot.only().closed).isFalse();
    }

    @Test
    void shouldDeriveTheBaseVolumeOfUmFromTheMultiplier() {
        um.parse(futures(UM_FIELDS));
        um.multiplier("ETH_USDT", 1, 2).parse(futures(UM_FIELDS));
        um.parse(futures(UM_FIELDS.replace("'2.5'", "8")));
        assertThat(um.candles).allSatisfy(candle -> assertThat(candle.seriesId).isEqualTo(eth));
        assertThat(um.candles)
                .extracting(candle -> candle.volume.toString())
                .containsExactly("absent", "0.025", "0.08");
        assertThat(um.candles).extracting(candle -> candle.contracts.toString()).containsExactly("2.5", "2.5", "8");
        assertThat(um.candles)
                .extracting(candle -> candle.quoteVolume.toString())
                .containsOnly("69.775");
    }

    @ParameterizedTest
    @CsvSource({
        "999999999999999999,1,999999999999999999",
        "100000000000000001,10,absent",
        "9000000000000000,9000000,absent",
        "1234567890123456789,1,absent",
        "0,10000000,0",
        "3,10000000,30000000"
    })
    void shouldGiveTheBaseVolumeExactlyOrNotAtAll(final String contracts, final long multiplier, final String volume) {
        um.multiplier("ETH_USDT", multiplier, 0).parse(futures(UM_FIELDS.replace("2.5", contracts)));
        assertThat(um.only().volume).hasToString(volume);
        assertThat(um.only().contracts.isPresent()).isTrue();
    }

    @Test
    void shouldCountContractsOfOneDollarOnCm() {
        assertThat(Frames.candles(GateMarket.CM)).allMatch(line -> cm.parse(line) == Outcome.CANDLES);
        assertThat(cm.candles)
                .extracting(candle -> candle.contracts.toString(), candle -> candle.quoteVolume.toString())
                .containsExactly(tuple("70", "70"), tuple("80", "80"), tuple("0", "0"));
        assertThat(cm.candles).allSatisfy(candle -> {
            assertThat(candle.seriesId).isEqualTo(btc);
            assertThat(candle.volume.isPresent()).isFalse();
        });
        assertThat(cm.candles)
                .extracting(candle -> candle.eventTimeMs / 1_000)
                .containsExactly(1795456442L, 1795456502L, 1795456502L);
    }

    @Test
    void shouldNotTakeAnAmountOfUnknownUnitOnCm() {
        cm.multiplier("BTC_USD", 0, 0);
        cm.parse(futures(UM_FIELDS.replace("ETH_USDT", "BTC_USD")));
        assertThat(cm.only().volume.isPresent()).isFalse();
        assertThat(cm.only().quoteVolume).hasToString("2.5");
    }

    @Test
    void shouldCloseByTheFlag() {
        Frames.candles(GateMarket.SPOT).forEach(spot::parse);
        Frames.candles(GateMarket.UM).forEach(um::parse);
        assertThat(spot.candles).extracting(candle -> candle.finality).containsExactly(null, Finality.EXCHANGE, null);
        assertThat(um.candles).extracting(candle -> candle.finality).containsExactly(null, Finality.EXCHANGE, null);
        assertThat(um.candles).extracting(candle -> candle.closed).containsExactly(false, true, false);
    }

    @Test
    void shouldCloseWithoutAFlagByALaterCandleInTheSameFrame() {
        Frames.candles(GateMarket.CM).forEach(cm::parse);
        assertThat(cm.candles).extracting(candle -> candle.finality).containsExactly(null, Finality.SUCCESSOR, null);
        assertThat(cm.candles).extracting(candle -> candle.closed).containsExactly(false, true, false);
    }

    @Test
    void shouldNotCloseByALaterCandleWhatIsFlaggedAsOpen() {
        final String later = UM_FIELDS.replace("440", "500");
        um.register("BTC_USDT", Interval.M1);
        um.register("ETH_USDT", Interval.M5);
        um.parse(futures(UM_FIELDS + ",'w':false", later));
        um.parse(futures(UM_FIELDS, later.replace("ETH", "BTC")));
        um.parse(futures(UM_FIELDS, later.replace("1m", "5m")));
        um.parse(futures(UM_FIELDS, UM_FIELDS));
        um.parse(futures(UM_FIELDS));
        um.parse(futures(later));
        assertThat(um.candles).hasSize(10).noneMatch(candle -> candle.closed);
        um.parse(futures(later, UM_FIELDS + ",'w':null"));
        assertThat(um.candles.get(11).finality).isEqualTo(Finality.SUCCESSOR);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'time_ms':0 | 1795456442000",
                "'time_ms':null | 1795456442000",
                "'other':1 | 1795456442000",
                "'time_ms':'1795456442099' | 1795456442099"
            })
    void shouldTakeSecondsWhereThereAreNoMilliseconds(final String member, final long eventTimeMs) {
        final String frame = spot(SPOT_FIELDS).replace(json("'time_ms':1795456442084"), json(member));
        assertThat(spot.parse(frame)).isEqualTo(Outcome.CANDLES);
        assertThat(spot.only().eventTimeMs).isEqualTo(eventTimeMs);
    }

    @Test
    void shouldLeaveTheEventTimeOutIfTheExchangeDoes() {
        assertThat(spot.parse(spot(SPOT_FIELDS).replace(json("'time':1795456442,'time_ms':1795456442084,"), "")))
                .isEqualTo(Outcome.CANDLES);
        assertThat(spot.only().eventTimeMs).isEqualTo(Candle.NONE);
    }

    @Test
    void shouldSplitNamesAtTheFirstUnderscore() {
        final int dated = cm.register("BTC_USD_20221230", Interval.M5);
        final int week = spot.register("币安人生_USDT", Interval.D7);
        cm.parse(futures(UM_FIELDS.replace("1m_ETH_USDT", "5m_BTC_USD_20221230")));
        assertThat(cm.only().seriesId).isEqualTo(dated);
        for (final String name : List.of("7d_币安人生_USDT", "7d_\\u5e01\\u5b89\\u4eba\\u751f_USDT")) {
            spot.parse(spot(SPOT_FIELDS.replace("1m_SOL_USDT", name).replace("1795456440", "1795046400")));
        }
        assertThat(spot.candles).extracting(candle -> candle.seriesId).containsExactly(week, week);
        assertThat(spot.candles.get(0).closeTimeMs).isEqualTo(1_795_046_400_000L + 7 * 86_400_000L - 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1m_BTC_USDT", "5m_SOL_USDT", "1m_SOL_USDTX", "2m_SOL_USDT", "100m_SOL_USDT", "_SOL_USDT", "1m_"
            })
    void shouldIgnoreSeriesThatNobodyRegistered(final String name) {
        assertThat(spot.parse(spot(SPOT_FIELDS.replace("1m_SOL_USDT", name)))).isEqualTo(Outcome.IGNORED);
        assertThat(spot.candles).isEmpty();
    }

    @Test
    void shouldPassOnTheKnownCandlesOfAFrameAlone() {
        final String other = UM_FIELDS.replace("ETH", "XRP");
        assertThat(um.parse(futures(other, UM_FIELDS, other, other))).isEqualTo(Outcome.CANDLES);
        assertThat(um.only().seriesId).isEqualTo(eth);
        assertThat(um.parse(futures(other, other, other, other, other))).isEqualTo(Outcome.IGNORED);
        assertThat(um.parse(futures(UM_FIELDS).replaceAll("\\[.*]", "[]"))).isEqualTo(Outcome.IGNORED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'t':'1795456440', | ",
                "'t':'1795456440' | 't':null",
                "'t':'1795456440' | 't':'1795456440.5'",
                "'t':'1795456440' | 't':9223372036854775807",
                "'t':'1795456440' | 't':-9223372036854775808",
                "'t':'1795456440' | 't':[1]",
                "'o':'127.31', | ",
                "'o':'127.31' | 'o':'NaN'",
                "'o':'127.31' | 'o':NaN",
                "'o':'127.31' | 'o':''",
                "'o':'127.31' | 'o':true",
                "'o':'127.31' | 'o':'x','o':'127.31'",
                "'h':'127.41' | 'h':{}",
                "'l':'127.3' | 'l':'1e999'",
                "'c':'127.4' | 'c':null",
                "'v':'3967.5115', | ",
                "'v':'3967.5115' | 'v':'3,967'",
                "'a':'31.15' | 'a':'much'",
                "'n':'1m_SOL_USDT', | ",
                "'n':'1m_SOL_USDT' | 'n':true",
                "'n':'1m_SOL_USDT' | 'n':'1m SOL USDT'",
                "'w':false | 'w':'false'",
                "'w':false | 'w':0",
                "'time_ms':1795456442084 | 'time_ms':'now'",
                "'time':1795456442 | 'time':{}",
                "'time':1795456442 | 'time':1795456442.5",
                "'channel':'spot.candlesticks', | ",
                "'event':'update', | ",
            })
    void shouldCallAFrameGarbledThatLacksAnythingOrWhoseValueIsNone(final String usual, final String other) {
        assertThat(spot(SPOT_FIELDS)).contains(json(usual));
        final String frame = spot(SPOT_FIELDS).replace(json(usual), other == null ? "" : json(other));
        assertThat(spot.parse(frame)).isEqualTo(Outcome.GARBLED);
        assertThat(spot.candles).isEmpty();
        assertThat(spot.stats.get(Stat.GARBLED)).isEqualTo(1);
    }

    @Test
    void shouldPassOnNothingOfAFrameOfWhichOneCandleIsGarbled() {
        for (final String bad : List.of(UM_FIELDS.replace("2791", "x"), "", "'w':true")) {
            assertThat(um.parse(futures(UM_FIELDS, bad))).isEqualTo(Outcome.GARBLED);
            assertThat(um.parse(futures(bad, UM_FIELDS))).isEqualTo(Outcome.GARBLED);
        }
        assertThat(um.parse(futures(UM_FIELDS).replace("}]}", "},7]}"))).isEqualTo(Outcome.GARBLED);
        assertThat(um.parse(futures(Collections.nCopies(257, UM_FIELDS).toArray(String[]::new))))
                .isEqualTo(Outcome.GARBLED);
        assertThat(um.candles).isEmpty();
        assertThat(um.parse(futures(Collections.nCopies(256, UM_FIELDS).toArray(String[]::new))))
                .isEqualTo(Outcome.CANDLES);
        assertThat(um.candles).hasSize(256);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pong",
                "<html></html>",
                "[",
                "{\"time\":1,}",
                "{\"channel\":\"spot.candlesticks\",\"event\":\"update\"}",
                "{\"channel\":\"spot.candlesticks\",\"event\":\"update\",\"result\":null}",
                "{\"channel\":\"spot.candlesticks\",\"event\":\"update\",\"result\":{}}",
                "{\"channel\":\"spot.candlesticks\",\"event\":\"update\",\"result\":\"no\"}"
            })
    void shouldCallGarbledWhatIsNotDocumented(final String frame) {
        assertThat(spot.parse(frame)).isEqualTo(Outcome.GARBLED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{\"channel\":\"spot.candlesticks\"}]",
                "null",
                "{}",
                "{\"channel\":7}",
                "{\"id\":4}",
                "{\"channel\":\"spot.candlesticks\",\"event\":\"list\",\"result\":[1]}",
                "{\"channel\":\"futures.candlesticks\",\"event\":\"update\",\"result\":[{\"t\":1}]}"
            })
    void shouldIgnoreWellFormedFramesOfOtherKinds(final String frame) {
        assertThat(spot.parse(frame)).isEqualTo(Outcome.IGNORED);
        assertThat(spot.stats.get(Stat.IGNORED)).isEqualTo(1);
    }

    @Test
    void shouldIgnoreOtherChannels() {
        assertThat(Frames.lines("other.jsonl")).allMatch(line -> spot.parse(line) == Outcome.IGNORED);
        assertThat(spot.replies).isEmpty();
    }

    @Test
    void shouldCountRoundedDecimals() {
        spot.parse(spot(SPOT_FIELDS.replace("3967.5115", "3967.5115000000000000001")));
        assertThat(spot.stats.get(Stat.ROUNDED_DECIMALS)).isEqualTo(1);
        assertThat(spot.only().quoteVolume).hasToString("3967.5115");
    }

    @Test
    void shouldNotCarryAnythingFromOneFrameToTheNext() {
        spot.parse(spot(SPOT_FIELDS));
        spot.parse(spot(SPOT_FIELDS.replace(",'a':'31.15','w':false", "")));
        assertThat(spot.candles.get(1).volume.isPresent()).isFalse();
        assertThat(spot.parse(json("{'result':{" + SPOT_FIELDS + "}}"))).isEqualTo(Outcome.GARBLED);
        assertThat(spot.parse(json("{'channel':'spot.candlesticks','event':'update'}")))
                .isEqualTo(Outcome.GARBLED);
        assertThat(spot.parse(spot(SPOT_FIELDS).replaceFirst("}}$", "},\"result\":{}}")))
                .isEqualTo(Outcome.GARBLED);
        assertThat(spot.candles).hasSize(2);
    }

    @Test
    void shouldTellTheConnectionOfAnswersAndNotices() {
        final String about = "{'time':1,'channel':'spot.candlesticks','event':";
        for (final String frame : List.of(
                about + "'subscribe','id':1,'payload':['1m','A_B'],'result':{'status':'success'},'requestId':'x'}",
                about + "'unsubscribe','id':'2','result':{'status':'success'}}",
                about + "'subscribe','error':null,'result':{'status':'success'}}",
                about + "'subscribe','payload':['1m','A_B'],'result':{'status':'success'}}",
                about + "'unsubscribe','id':null,'payload':['1m','A_B'],'result':{'status':'success'}}",
                about
                        + "'subscribe','id':3,'error':{'code':2,'message':'unknown currency pair: X'},'result':{'status':'fail'}}",
                about
                        + "'subscribe','id':0,'error':{'code':2,'message':'no'},'payload':['1m','A_B'],'result':{'status':'fail'}}",
                about + "'subscribe','error':{'message':'no'},'result':null}",
                about + "'subscribe','error':'no','id':4}",
                about + "'subscribe','id':5,'result':{'status':'fail'}}",
                about + "'unsubscribe','payload':['1m','A_B'],'error':{'code':2,'message':'no'}}",
                "{'time':1,'channel':'','event':'','error':{'code':1,'message':'Invalid request body'}}",
                "{'time':1,'time_ms':1784800711140,'channel':'spot.system','event':'update','result':{'type':'upgrade','msg':'Soon.'}}",
                "{'time':1,'channel':'spot.system','event':'update','result':{'type':'upgrade'}}",
                "{'time':1545404023,'channel':'spot.pong','event':'','error':null,'result':null}")) {
            assertThat(spot.parse(json(frame))).as(frame).isEqualTo(Outcome.CONTROL);
        }
        assertThat(spot.replies)
                .containsExactly(
                        "accepted 1",
                        "accepted 2",
                        "accepted -",
                        "accepted 1m_A_B",
                        "dropped 1m_A_B",
                        "rejected 3: unknown currency pair: X (code 2)",
                        "rejected 1m_A_B: no (code 2)",
                        "rejected -: no",
                        "rejected 4: no",
                        "rejected 5: no reason given",
                        "dropped 1m_A_B",
                        "rejected -: Invalid request body (code 1)",
                        "notice: Soon.",
                        "notice: the exchange is about to upgrade this server");
    }

    @ParameterizedTest
    @EnumSource(GateMarket.class)
    void shouldPassOnNothingOfAFrameThatIsCutAnywhere(final GateMarket market) {
        final Frames frames = new Frames(market);
        frames.register("SOL_USDT", Interval.M1);
        frames.register("ETH_USDT", Interval.M1);
        frames.register("BTC_USD", Interval.M1);
        for (final String line : Frames.candles(market)) {
            final byte[] whole = line.getBytes(StandardCharsets.UTF_8);
            for (int length = 0; length < whole.length; length++) {
                assertThat(frames.parse(Arrays.copyOf(whole, length))).isEqualTo(Outcome.GARBLED);
            }
            assertThat(frames.candles).isEmpty();
        }
    }

    @Property(tries = 200)
    void shouldReadAnyOrderAndAnyBlanks(@ForAll final long seed) {
        final Random random = new Random(seed);
        final Frames here = new Frames(GateMarket.UM);
        here.register("ETH_USDT", Interval.M1);
        final String later = UM_FIELDS.replace("440", "500") + ",'w':false";
        here.parse(futures(UM_FIELDS, later));
        final List<String> members = new ArrayList<>(List.of(
                json("'time':1795456442"),
                json("'time_ms':1795456442084"),
                json("'channel':'futures.candlesticks'"),
                json("'event':'update'"),
                json("'result':[{") + shuffled(UM_FIELDS, random) + "},{" + shuffled(later, random) + "}]",
                json("'new':[{'event':'subscribe'},'\\'']")));
        Collections.shuffle(members, random);
        assertThat(here.parse(blanks("{" + String.join(",", members) + "}", random)))
                .isEqualTo(Outcome.CANDLES);
        assertThat(here.candles).hasSize(4);
        for (int i = 0; i < 2; i++) {
            assertThat(here.candles.get(2 + i)).usingRecursiveComparison().isEqualTo(here.candles.get(i));
        }
    }

    @Property(tries = 200)
    void shouldSurviveAnyGarbling(@ForAll final long seed) {
        final Random random = new Random(seed);
        final byte[] frame = Frames.candles(GateMarket.UM).get(1).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 30; i++) {
            final byte[] garbled = frame.clone();
            for (int hit = random.nextInt(4); hit >= 0; hit--) {
                garbled[random.nextInt(garbled.length)] = (byte) random.nextInt(256);
            }
            final int before = um.candles.size();
            final boolean passed = um.parse(garbled) == Outcome.CANDLES;
            assertThat(um.candles.size() > before).isEqualTo(passed);
        }
    }

    private static String shuffled(final String fields, final Random random) {
        final List<String> list = new ArrayList<>(List.of(json(fields).split(",", -1)));
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
}
