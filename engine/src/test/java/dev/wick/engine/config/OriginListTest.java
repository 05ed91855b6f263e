package dev.wick.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OriginListTest {
    private final OriginList kind = new OriginList();

    @Test
    void shouldReadOriginsInLowerCaseAndTheStar() {
        assertThat(kind.parse("https://Desk.example.com, http://localhost:3000,"))
                .isEqualTo(List.of("https://desk.example.com", "http://localhost:3000"));
        assertThat(kind.parse("*")).isEqualTo(List.of("*"));
        assertThat(kind.parse("")).isEqualTo(List.of());
    }

    @Test
    void shouldRefuseWhatIsNoOrigin() {
        for (final String wrong : List.of(
                "desk.example.com",
                "https://desk.example.com/",
                "https://desk.example.com/page",
                "https://desk.example.com?a=b",
                "https://desk.example.com#top",
                "https://me@desk.example.com",
                "https://*.example.com",
                "null",
                "https://",
                "https://a b")) {
            assertThatThrownBy(() -> kind.parse("https://good.example," + wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(wrong)
                    .hasMessageContaining("is not an origin");
        }
    }
}
