package dev.wick.engine.cores;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoreSetTest {
    @ParameterizedTest
    @CsvSource({"2, 2, 1", "'0,2-3', '0,2-3', 3", "'3,2,1', 1-3, 3", "'', '', 0", "5-4, '', 0", "' 0-1\n', 0-1, 2"})
    void shouldReadListsAndRangesAndWriteThemShortest(final String text, final String expected, final int size) {
        final CoreSet set = CoreSet.of(text);
        assertThat(set).hasToString(expected);
        assertThat(set.size()).isEqualTo(size);
        assertThat(set.isEmpty()).isEqualTo(size == 0);
    }

    @Property
    void shouldReadWhatItWrites(@ForAll @Size(max = 20) final Set<@IntRange(max = 300) Integer> cores) {
        final CoreSet set = CoreSet.of(cores.stream().map(String::valueOf).collect(Collectors.joining(",")));
        assertThat(set.size()).isEqualTo(cores.size());
        assertThat(CoreSet.of(set.toString())).isEqualTo(set).hasSameHashCodeAs(set);
        assertThat(set.with(CoreSet.NONE).without(set).isEmpty()).isTrue();
    }
}
