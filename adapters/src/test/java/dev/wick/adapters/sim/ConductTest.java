package dev.wick.adapters.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may do before the exchange disconnects it. */
class ConductTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long START_NS = 7 * SECOND_NS;

    private final Conduct conduct = new Conduct(START_NS);

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 10})
    void shouldAllowAsManyMessagesInASecondAsTheLimitAndNotOneMore(final int perSecond) {
        for (int i = 0; i < perSecond; i++) {
            assertThat(conduct.messageAllowed(START_NS + i, perSecond)).isTrue();
        }
        assertThat(conduct.messageAllowed(START_NS + SECOND_NS - 1, perSecond)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 10})
    void shouldAllowAMessageASecondAfterTheOneThatIsTheLimitBefore(final int perSecond) {
        for (int i = 0; i < 10 * perSecond; i++) {
            final long lap = i / perSecond;
            assertThat(conduct.messageAllowed(START_NS + lap * SECOND_NS + i % perSecond, perSecond))
                    .as("message %d", i)
                    .isTrue();
        }
    }
}
