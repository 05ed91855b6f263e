package dev.wick.adapters.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesRegistryTest {
    private final SeriesRegistry registry = new SeriesRegistry();
    private final Venue spot = Exchange.HYPERLIQUID.venue("spot").orElseThrow();

    private int find(final String name, final Interval interval) {
        final byte[] bytes = ("x" + name).getBytes(StandardCharsets.UTF_8);
        return registry.table(spot).find(bytes, 1, bytes.length - 1, interval);
    }

    @Test
    void shouldFindASeriesByItsSymbolAndByItsNameOnTheWire() {
        final Series minutes = registry.register(spot, "HYPE/USDC", Interval.M1);
        assertThat(find("@107", Interval.M1)).isEqualTo(SeriesTable.UNKNOWN);
        assertThat(registry.alias(minutes, "@107")).isTrue();
        assertThat(registry.alias(minutes, "@107")).as("again").isTrue();
        assertThat(find("@107", Interval.M1)).isEqualTo(minutes.id());
        assertThat(find("HYPE/USDC", Interval.M1)).isEqualTo(minutes.id());
        assertThat(find("@107", Interval.H1)).as("another interval").isEqualTo(SeriesTable.UNKNOWN);
        assertThat(registry.size()).isEqualTo(1);
    }

    @Test
    void shouldLeaveANameToTheSeriesThatHadItFirst() {
        final Series byCoin = registry.register(spot, "@107", Interval.M1);
        final Series byName = registry.register(spot, "HYPE/USDC", Interval.M1);
        assertThat(registry.alias(byName, "@107")).isFalse();
        assertThat(registry.alias(byCoin, "@107")).as("its own symbol").isTrue();
        assertThat(find("@107", Interval.M1)).isEqualTo(byCoin.id());

        final Series named = registry.register(spot, "PURR/USDC", Interval.M1);
        assertThat(registry.alias(named, "@0")).isTrue();
        final Series late = registry.register(spot, "@0", Interval.M1);
        assertThat(late.id()).isNotEqualTo(named.id());
        assertThat(registry.alias(late, "@0")).isFalse();
        assertThat(find("@0", Interval.M1)).isEqualTo(named.id());
    }

    @Test
    void shouldTellNamesApartThatDifferInOneByteOrOnlyInLength() {
        final String longest = "ABABABABCDABABABABCDABABABAB";
        final List<String> names = new ArrayList<>();
        for (int length = 1; length <= longest.length(); length++) {
            final String name = longest.substring(0, length);
            names.add(name);
            for (int i = 0; i < length; i++) {
                names.add(name.substring(0, i) + 'x' + name.substring(i + 1));
            }
        }
        final List<String> known = new ArrayList<>();
        for (final String name : names) {
            assertThat(find(name, Interval.M1)).as("%s, beside %s", name, known).isEqualTo(SeriesTable.UNKNOWN);
            final int id = registry.register(spot, name, Interval.M1).id();
            assertThat(find(name, Interval.M1)).as(name).isEqualTo(id);
            assertThat(find(name, Interval.H1)).as(name).isEqualTo(SeriesTable.UNKNOWN);
            known.add(name);
        }
        for (int id = 0; id < names.size(); id++) {
            assertThat(find(names.get(id), Interval.M1)).as(names.get(id)).isEqualTo(id);
        }
    }

    @Test
    void shouldFindANameWhereverItStandsInTheFrame() {
        final String name = "BTCUSDT";
        final int id = registry.register(spot, name, Interval.M1).id();
        for (int before = 0; before < 9; before++) {
            for (int behind = 0; behind < 9; behind++) {
                final byte[] frame =
                        ("\"".repeat(before) + name + "\"".repeat(behind)).getBytes(StandardCharsets.UTF_8);
                assertThat(registry.table(spot).find(frame, before, name.length(), Interval.M1))
                        .as("%d before, %d behind", before, behind)
                        .isEqualTo(id);
            }
        }
    }

    @Test
    void shouldKeepNamesApartWhileItGrows() {
        for (int i = 0; i < 500; i++) {
            assertThat(registry.alias(registry.register(spot, "SIM" + i + "/USDC", Interval.M1), "@" + i))
                    .isTrue();
        }
        for (int i = 0; i < 500; i++) {
            assertThat(find("@" + i, Interval.M1)).isEqualTo(i);
            assertThat(find("SIM" + i + "/USDC", Interval.M1)).isEqualTo(i);
        }
    }
}
