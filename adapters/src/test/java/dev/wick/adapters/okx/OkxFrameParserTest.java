package dev.wick.adapters.okx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wick.adapters.feed.Candle;
import dev.wick.adapters.feed.FrameParser.Outcome;
import dev.wick.adapters.feed.Interval;
import dev.wick.adapters.feed.LegStats.Stat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OkxFrameParserTest {
    private static final String ARG = "'arg':{'channel':'candle1m','instId':'BTC-USDT-SWAP'}";
    private static final String ROW =
            "['1774964340000','66898.7','66902.1','66884.6','66894.5','1330.07','13.3007','889750.68514000','0']";
    private static final String FRAME = json("{" + ARG + ",'data':[" + ROW + "]}");

    private final Frames frames = registered();

    private static Frames registered() {
        final Frames frames = new Frames(OkxMarket.SWAP);
        frames.register("BTC-USDT-SWAP", Interval.M1);
        return frames;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'66898.7' | 66898.7",
                "'1774964340000' | 1774964340000",
                "'0'] | 0]",
                "'0'] | '0','new',null,[{'x':1}]]",
                "'candle1m' | '\\u0063andle1m'",
                "'BTC-USDT-SWAP' | 'BTC\\u002dUSDT-SWAP'",
                "'arg': | 'arg':{'channel':'tickers','instId':'X'},'arg':",
                "'data': | 'data':[{'a':'b'}],'data':",
                "'data': | 'action':'update','data':",
                "'channel': | 'instType':'SWAP','channel':",
                "889750.68514000 | 889750.68514"
            })
    void shouldReadTheSameInAnotherSpelling(final String usual, final String other) {
        assertThat(FRAME).contains(json(usual));
        assertThat(frames.parse(FRAME.replace(json(usual), json(other)))).isEqualTo(Outcome.CANDLES);
        frames.parse(FRAME);
        assertSameCandle(frames.candles.get(0), frames.candles.get(1));
    }

    @Test
    void shouldPutContractsBaseAndQuoteInTheirFields() {
        frames.parse(FRAME);
        assertThat(frames.only().contracts).hasToString("1330.07");
        assertThat(frames.only().volume).hasToString("13.3007");
        assertThat(frames.only().quoteVolume).hasToString("889750.68514");
        final Frames spot = new Frames(OkxMarket.SPOT);
        spot.register("BTC-USDT", Interval.H1);
        spot.parse(
                json("{'arg':{'channel':'candle1H','instId':'BTC-USDT'},'data':[['1705420800000','43253.6','43440.2',"
                        + "'43000','43250.9','942.8787','1','40743115.773175484','1']]}"));
        assertThat(spot.only().volume).hasToString("942.8787");
        assertThat(spot.only().quoteVolume).hasToString("40743115.773175484");
        assertThat(spot.only().contracts.isPresent()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(OkxMarket.class)
    void shouldTakeARowOfSevenFieldsForAnOpenOne(final OkxMarket market) {
        final Frames old = new Frames(market);
        old.register("BTC-USDT-SWAP", Interval.M1);
        assertThat(old.parse(FRAME.replace(json(",'889750.68514000','0'"), ""))).isEqualTo(Outcome.CANDLES);
        assertThat(old.only().closed).isFalse();
        assertThat(old.only().finality).isNull();
        final boolean spot = market == OkxMarket.SPOT;
        assertThat(spot ? old.only().volume : old.only().contracts).hasToString("1330.07");
        assertThat(spot ? old.only().quoteVolume : old.only().volume).hasToString("13.3007");
        assertThat((spot ? old.only().contracts : old.only().quoteVolume).isPresent())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'66898.7' | 'NaN'",
                "'66898.7' | NaN",
                "'66898.7' | ''",
                "'66898.7' | true",
                "'66898.7' | null",
                "'66898.7' | '1e999'",
                "'66894.5' | '66,894'",
                "'1330.07' | '-'",
                "'13.3007' | {}",
                "'1774964340000' | '1774964340000.5'",
                "'1774964340000' | '9223372036854775807'",
                "'1774964340000' | '-1'",
                "'1774964340000' | 'soon'",
                "'0'] | '2']",
                "'0'] | 'false']",
                "'0'] | '00']",
                ",'0'] | ]",
                ",'889750.68514000','0'] | ,'889750.68514000']",
                ",'13.3007','889750.68514000','0'] | ]",
                "'candle1m' | 7",
                "'BTC-USDT-SWAP' | null",
                "'BTC-USDT-SWAP' | ''",
                "'channel': | 'x':",
                "'instId': | 'x':",
                "'arg': | 'x':",
                "'data': | 'x':",
                "[[ | [{},[",
                "]] | ],{}]",
                "]] | ],7]"
            })
    void shouldCallAFrameGarbledWhoseValueIsNone(final String usual, final String other) {
        assertThat(FRAME).contains(json(usual));
        assertThat(frames.parse(FRAME.replace(json(usual), json(other)))).isEqualTo(Outcome.GARBLED);
        assertThat(frames.candles).isEmpty();
        assertThat(frames.stats.get(Stat.GARBLED)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "pon", "pongs", "ping", "<html></html>", "[", "{'arg':1,'data':[]}", "{'event':'subscribe'}"
            })
    void shouldCallGarbledWhatIsNotDocumented(final String frame) {
        assertThat(frames.parse(json(frame))).isEqualTo(Outcome.GARBLED);
        assertThat(frames.replies).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "{}",
                "{'event':'login','code':'0'}",
                "{'event':'notice','code':'1','msg':'news'}",
                "{'event':null}",
                "{'arg':{'channel':'status'},'data':[{'title':'x'}]}",
                "{'arg':{'channel':'candle1m','instId':'BTC-USDT-SWAP'},'data':[]}"
            })
    void shouldIgnoreWellFormedFramesOfOtherKinds(final String frame) {
        assertThat(frames.parse(json(frame))).isEqualTo(Outcome.IGNORED);
        assertThat(frames.stats.get(Stat.IGNORED)).isEqualTo(1);
    }

    @Test
    void shouldIgnoreSeriesThatNobodyRegistered() {
        for (final String channel :
                List.of("candle3m", "candle1M", "candle1D", "candle1month", "mark-price-candle1m")) {
            assertThat(frames.parse(FRAME.replace("candle1m", channel)))
                    .as(channel)
                    .isIn(Outcome.IGNORED, Outcome.IGNORED);
        }
        assertThat(frames.parse(FRAME.replace("BTC-USDT", "BTC-USDC"))).isEqualTo(Outcome.IGNORED);
        assertThat(frames.candles).isEmpty();
    }

    @Test
    void shouldHaveAChannelForEachIntervalThatOpensAtUtcTimes() {
        for (final Interval interval : OkxBars.intervals()) {
            final int id = frames.register("BTC-USDT-SWAP", interval);
            frames.candles.clear();
            final long openMs = interval.openTimeAt(1_774_964_340_000L);
            frames.parse(FRAME.replace("candle1m", OkxBars.channel(interval))
                    .replace("1774964340000", Long.toString(openMs)));
            assertThat(frames.only().seriesId).isEqualTo(id);
            assertThat(frames.only().closeTimeMs).isEqualTo(interval.next(openMs) - 1);
        }
        assertThat(OkxBars.intervals()).hasSize(18);
    }

    @Test
    void shouldGiveSeveralRowsByTheirOpenTimes() {
        final List<String> rows = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            rows.add(ROW.replace("1774964340000", Long.toString(1_774_964_340_000L + 60_000L * i)));
        }
        Collections.shuffle(rows, new Random(3));
        assertThat(frames.parse(json("{" + ARG + ",'data':[" + String.join(",", rows) + "]}")))
                .isEqualTo(Outcome.CANDLES);
        assertThat(frames.candles)
                .hasSize(9)
                .extracting(candle -> candle.openTimeMs)
                .isSorted();
        frames.parse(FRAME);
        assertSameCandle(frames.candles.get(9), frames.candles.get(0));
    }

    @Test
    void shouldRefuseAPushOfMoreRowsThanAnyHasInsteadOfSortingThem() {
        final StringBuilder rows = new StringBuilder();
        for (int i = 1_000; i > 0; i--) {
            rows.append(i == 1_000 ? "" : ",").append(ROW.replace("1774964340000", String.valueOf(60_000L * i)));
        }
        assertThat(frames.parse(json("{" + ARG + ",'data':[" + rows + "]}"))).isEqualTo(Outcome.CANDLES);
        assertThat(frames.candles).hasSize(1_000).isSortedAccordingTo(Comparator.comparingLong(c -> c.openTimeMs));
        frames.candles.clear();
        assertThat(frames.parse(json("{" + ARG + ",'data':[" + rows + "," + ROW + "]}")))
                .isEqualTo(Outcome.GARBLED);
        assertThat(frames.candles).isEmpty();
    }

    @Test
    void shouldCountRoundedDecimals() {
        assertThat(frames.parse(FRAME.replace("13.3007", "13.30070000000000000001")))
                .isEqualTo(Outcome.CANDLES);
        assertThat(frames.stats.get(Stat.ROUNDED_DECIMALS)).isEqualTo(1);
        assertThat(frames.only().volume).hasToString("13.3007");
    }

    @Test
    void shouldTellTheConnectionOfAnswersAndNotices() {
        final String pair = "'arg':{'channel':'candle1m','instId':'BTC-USDT'},'connId':'a4d3ae55'}";
        final String unknown = "'Subscribe failed, wrong URL or channel:candle1m,instId:NO-SUCH doesn\\u0027t exist.'";
        for (final String frame : List.of(
                "{'id':'1','event':'subscribe'," + pair,
                "{'event':'unsubscribe'," + pair,
                "{'event':'error','msg':" + unknown + ",'code':'60018','connId':'25ebf8bb'}",
                "{'id':'4','event':'error','msg':'Requests too frequent','code':'60014'}",
                "{'event':'error','code':60012,'msg':'Invalid request: \\'x\\''}",
                "{'event':'notice','code':'64008','msg':'The connection will soon be closed'}",
                "pong")) {
            assertThat(frames.parse(json(frame))).as(frame).isEqualTo(Outcome.CONTROL);
        }
        assertThat(frames.replies)
                .containsExactly(
                        "TOPIC_ACCEPTED|-|candle1m:BTC-USDT|",
                        "TOPIC_DROPPED|-|candle1m:BTC-USDT|",
                        "TOPIC_REJECTED|-|candle1m:NO-SUCH|Subscribe failed, wrong URL or"
                                + " channel:candle1m,instId:NO-SUCH doesn't exist. (code 60018)",
                        "REJECTED|4||Requests too frequent (code 60014)",
                        "REJECTED|-||Invalid request: \"x\" (code 60012)",
                        "NOTICE|-||The connection will soon be closed (code 64008)");
        assertThat(frames.stats.get(Stat.GARBLED)).isZero();
    }

    @Property(tries = 300)
    void shouldReadAnyOrderAndAnyBlanks(@ForAll final long seed) {
        final Random random = new Random(seed);
        final List<String> argument = shuffled(random, "'channel':'candle1m'", "'instId':'BTC-USDT-SWAP'", "'new':[1]");
        final List<String> members = shuffled(
                random,
                "'arg':{" + String.join(",", argument) + "}",
                "'data':[" + ROW + "]",
                "'action':'update'",
                "'new':{'deep':[[{'arg':{}}]]}");
        final Frames here = registered();
        assertThat(here.parse(blanks(json("{" + String.join(",", members) + "}"), random)))
                .isEqualTo(Outcome.CANDLES);
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

    private static List<String> shuffled(final Random random, final String... parts) {
        final List<String> list = new ArrayList<>(List.of(parts));
        Collections.shuffle(list, random);
        return list;
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

    private static void assertSameCandle(final Candle actual, final Candle expected) {
        assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
    }

    private static String json(final String text) {
        return text.replace("\\'", "\\\"").replace('\'', '"');
    }
}
