package dev.wick.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;

class NearestTest {
    @Property(tries = 300)
    void shouldCountEditsAsADistance(
            @ForAll @AlphaChars @StringLength(max = 12) final String a,
            @ForAll @AlphaChars @StringLength(max = 12) final String b,
            @ForAll @AlphaChars @StringLength(max = 12) final String c) {
        assertThat(Nearest.edits(a, a)).isZero();
        assertThat(Nearest.edits(a, b)).isEqualTo(Nearest.edits(b, a));
        assertThat(Nearest.edits(a, c)).isLessThanOrEqualTo(Nearest.edits(a, b) + Nearest.edits(b, c));
        assertThat(Nearest.edits(a, b)).isBetween(Math.abs(a.length() - b.length()), Math.max(a.length(), b.length()));
    }

    @Property(tries = 12)
    void shouldFindEveryKeyAgainAfterOneLostCharacter(@ForAll final int position) {
        final List<String> names = Keys.all().stream().map(Key::environmentName).toList();
        for (final String name : names) {
            final int at = Key.ENVIRONMENT_PREFIX.length()
                    + Math.floorMod(position, name.length() - Key.ENVIRONMENT_PREFIX.length());
            final String typo = new StringBuilder(name).deleteCharAt(at).toString();
            assertThat(Nearest.edits(typo, Nearest.to(typo, names))).isLessThanOrEqualTo(1);
        }
    }
}
