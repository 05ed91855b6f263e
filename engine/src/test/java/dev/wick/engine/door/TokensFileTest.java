package dev.wick.engine.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wick.adapters.feed.Exchange;
import dev.wick.adapters.feed.Venue;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TokensFileTest {
    private static final String DESK = "desk-token";
    private static final String ROBOT = "robot-token";

    @Test
    void shouldKnowATokenByItsHashAndGiveItsVenues() throws Exception {
        final Tokens tokens = parse(
                "# who may connect",
                "",
                "desk " + TokenHash.hex(DESK) + " # all venues",
                "  robot\t" + TokenHash.hex(ROBOT).toUpperCase(java.util.Locale.ROOT) + "  binance:um, okx");
        assertThat(tokens.size()).isEqualTo(2);
        final Access desk = tokens.find(DESK);
        assertThat(desk.name()).isEqualTo("desk");
        for (final Exchange exchange : Exchange.values()) {
            assertThat(desk.allowsAllOf(exchange)).isTrue();
        }
        final Access robot = tokens.find(ROBOT);
        assertThat(robot.allows(venue(Exchange.BINANCE, "usdm"))).isTrue();
        assertThat(robot.allows(venue(Exchange.BINANCE, "spot"))).isFalse();
        assertThat(robot.allowsAllOf(Exchange.BINANCE)).isFalse();
        assertThat(robot.allowsAllOf(Exchange.OKX)).isTrue();
        assertThat(robot.allowsAllOf(Exchange.BYBIT)).isFalse();
    }

    @Test
    void shouldKnowNoOtherToken() throws Exception {
        final Tokens tokens = parse("desk " + TokenHash.hex(DESK));
        for (final String other :
                List.of("", "desk", DESK + " ", "Desk-token", TokenHash.hex(DESK), "x".repeat(9_000))) {
            assertThat(tokens.find(other)).as(other).isNull();
        }
    }

    @Test
    void shouldNotGrantWhatHasAnotherHashOrOtherVenuesNow() throws Exception {
        final Access before = parse("desk " + TokenHash.hex(DESK) + " okx").find(DESK);
        assertThat(parse("desk " + TokenHash.hex(DESK) + " okx").grants(before)).isTrue();
        assertThat(parse("desk " + TokenHash.hex(DESK)).grants(before)).isFalse();
        assertThat(parse("desk " + TokenHash.hex(ROBOT) + " okx").grants(before))
                .isFalse();
        assertThat(parse("other " + TokenHash.hex(DESK) + " okx").grants(before))
                .isFalse();
        assertThat(parse().grants(before)).isFalse();
    }

    @Test
    void shouldSayWhichLinesAreWrongAndNotWhatTheySay() {
        final String secret = "5up3r-5ecret-T0ken-that-somebody-wrote-here";
        assertThatThrownBy(() -> parse(
                        "desk " + TokenHash.hex(DESK),
                        secret,
                        "robot " + secret,
                        "sp@ce " + TokenHash.hex("a"),
                        "desk " + TokenHash.hex("b"),
                        "other " + TokenHash.hex(DESK),
                        "more " + TokenHash.hex("c") + " binance:swap",
                        "last " + TokenHash.hex("d") + " " + secret))
                .isInstanceOf(DoorException.class)
                .hasMessageContaining("line 2: it has no hash")
                .hasMessageContaining("line 3: its hash is not 64 hexadecimal digits; is it the token itself?")
                .hasMessageContaining("line 4: its name must be")
                .hasMessageContaining("line 5: its name is that of line 1")
                .hasMessageContaining("line 6: its hash is that of line 1")
                .hasMessageContaining("and 2 more")
                .hasMessageNotContaining(secret)
                .hasMessageNotContaining("line 1:");
        assertThatThrownBy(() -> parse("more " + TokenHash.hex("c") + " binance:swap"))
                .hasMessageContaining("spot, usdm, coinm");
        assertThatThrownBy(() -> parse("last " + TokenHash.hex("d") + " " + secret))
                .hasMessageContaining("an exchange that there is not")
                .hasMessageNotContaining(secret);
    }

    @Test
    void shouldRefuseTokensThatAnybodyWouldTryFirst() {
        for (final String weak : List.of("", "secret", "desk")) {
            assertThatThrownBy(() -> parse("desk " + TokenHash.hex(weak)))
                    .as(weak)
                    .hasMessageContaining("easy to guess");
        }
    }

    @Test
    void shouldSayThatAFileIsNotThere() {
        assertThatThrownBy(() -> TokensFile.read(Path.of("no-such-file")))
                .isInstanceOf(DoorException.class)
                .hasMessageContaining("no-such-file")
                .hasMessageContaining("NoSuchFileException");
    }

    @Test
    void shouldMakeATokenThatItsLineLetsIn() throws Exception {
        final NewToken made = NewToken.make("desk", "okx", new SplittableRandom(7));
        assertThat(made.token()).hasSize(43).matches("[A-Za-z0-9_-]+");
        assertThat(made.line()).doesNotContain(made.token());
        assertThat(made.toString()).doesNotContain(made.token());
        assertThat(parse(made.line()).find(made.token()).allowsAllOf(Exchange.OKX))
                .isTrue();
        assertThat(NewToken.make("desk", "", new SplittableRandom(8)).token()).isNotEqualTo(made.token());
        assertThatThrownBy(() -> NewToken.make("two words", "", new SplittableRandom(7)))
                .isInstanceOf(DoorException.class);
        assertThatThrownBy(() -> NewToken.make("desk", "kraken", new SplittableRandom(7)))
                .isInstanceOf(DoorException.class);
    }

    private static Venue venue(final Exchange exchange, final String contractType) {
        return exchange.venue(contractType).orElseThrow();
    }

    private static Tokens parse(final String... lines) throws DoorException {
        return TokensFile.parse("tokens.txt", String.join("\n", lines));
    }
}
