package dev.wick.engine.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class OriginRuleTest {
    private static final String HERE = "127.0.0.1:8765";
    private final OriginRule nobody = new OriginRule(List.of());

    @Test
    void shouldLetInWhoIsNoBrowser() {
        assertThat(nobody.allows(null, HERE)).isTrue();
        assertThat(nobody.allows(null, "")).isTrue();
    }

    @Test
    void shouldLetInPagesOfOurOwnAddressIfThatIsANumberOrLocalhost() {
        assertThat(nobody.allows("http://127.0.0.1:8765", HERE)).isTrue();
        assertThat(nobody.allows("http://localhost:8765", "localhost:8765")).isTrue();
        assertThat(nobody.allows("https://LOCALHOST:8765", "localhost:8765")).isTrue();
        assertThat(nobody.allows("http://[::1]:8765", "[::1]:8765")).isTrue();
        assertThat(nobody.allows("https://10.1.2.3", "10.1.2.3")).isTrue();
        assertThat(nobody.allows("https://10.1.2.3", "10.1.2.3:443")).isTrue();
    }

    @Test
    void shouldRefusePagesOfANameThatOnlyLeadsHere() {
        assertThat(nobody.allows("http://evil.example:8765", "evil.example:8765"))
                .isFalse();
        assertThat(nobody.allows("http://127.0.0.1.evil.example:8765", "127.0.0.1.evil.example:8765"))
                .isFalse();
        assertThat(nobody.allows("http://localhost.evil.example", "localhost.evil.example"))
                .isFalse();
        assertThat(nobody.allows("http://256.0.0.1:8765", "256.0.0.1:8765")).isFalse();
        assertThat(nobody.allows("http://1.2.3:8765", "1.2.3:8765")).isFalse();
    }

    @Test
    void shouldRefusePagesOfAnotherAddressOrPort() {
        assertThat(nobody.allows("https://desk.example", HERE)).isFalse();
        assertThat(nobody.allows("http://127.0.0.1:3000", HERE)).isFalse();
        assertThat(nobody.allows("http://127.0.0.1", HERE)).isFalse();
        assertThat(nobody.allows("http://127.0.0.2:8765", HERE)).isFalse();
        assertThat(nobody.allows("http://localhost:8765", HERE)).isFalse();
        assertThat(nobody.allows("ftp://127.0.0.1:8765", HERE)).isFalse();
        assertThat(nobody.allows("http://127.0.0.1:8765", "")).isFalse();
        assertThat(nobody.allows("http://127.0.0.1:8765", HERE + "; " + HERE)).isFalse();
    }

    @Test
    void shouldRefuseWhatIsNoOrigin() {
        for (final String origin : List.of(
                "",
                "null",
                "*",
                "127.0.0.1:8765",
                "http://",
                "http://127.0.0.1:8765/",
                "http://127.0.0.1:8765?a",
                "http://a@127.0.0.1:8765",
                "http://127.0.0.1:8765; http://127.0.0.1:8765",
                "http://127.0.0.1:8765 http://evil.example",
                "http://%31")) {
            assertThat(nobody.allows(origin, HERE)).as(origin).isFalse();
        }
    }

    @Test
    void shouldLetInPagesThatAreListed() {
        final OriginRule rule = new OriginRule(List.of("https://desk.example:443", "chrome-extension://abcdef"));
        assertThat(rule.allows("https://desk.example", HERE)).isTrue();
        assertThat(rule.allows("https://DESK.example", "evil.example")).isTrue();
        assertThat(rule.allows("chrome-extension://abcdef", HERE)).isTrue();
        assertThat(rule.allows("http://desk.example", HERE)).isFalse();
        assertThat(rule.allows("https://desk.example:8443", HERE)).isFalse();
        assertThat(rule.allows("https://a.desk.example", HERE)).isFalse();
        assertThat(rule.allows("null", HERE)).isFalse();
        assertThat(new OriginRule(List.of("*")).allows("https://any.example", HERE))
                .isTrue();
    }

    @Property
    void shouldNeverLetInAnUnlistedName(
            @ForAll @AlphaChars @StringLength(min = 1, max = 20) final String label, @ForAll final boolean isSecure) {
        final String host = label + ".example:8765";
        assertThat(nobody.allows((isSecure ? "https://" : "http://") + host, host))
                .isFalse();
    }

    @Property
    void shouldAlwaysLetInAPageOfTheNumberThatWasAskedFor(
            @ForAll @IntRange(max = 255) final int last, @ForAll @IntRange(min = 1, max = 65_535) final int port) {
        final String host = "127.0.0." + last + ":" + port;
        assertThat(nobody.allows("http://" + host, host)).isTrue();
    }

    @Property
    void shouldJudgeAnyTextWithoutFailing(@ForAll final String origin, @ForAll final String host) {
        assertThat(nobody.allows(origin, HERE)).isFalse();
        assertThat(nobody.allows("http://127.0.0.1:8765", host)).isFalse();
    }
}
