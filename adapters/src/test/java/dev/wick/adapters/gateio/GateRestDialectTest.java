package dev.wick.adapters.gateio;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateRestDialectTest {
    private static final long NOW_MS = 1_795_455_001_123L;

    private final GateRestDialect dialect = new GateRestDialect(() -> NOW_MS);

    private static HttpHeaders headers(final String... pairs) {
        final Map<String, List<String>> map = new java.util.HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], List.of(pairs[i + 1]));
        }
        return HttpHeaders.of(map, (name, value) -> true);
    }

    @ParameterizedTest
    @CsvSource({"200,150,50", "200,200,0", "200,0,200", "200,many,-1", "100,200,-1", "'',3,-1"})
    void shouldTellFromTheHeadersHowManyRequestsAreUsed(final String limit, final String remaining, final long used) {
        assertThat(dialect.usedWeight(
                        headers("x-gate-ratelimit-limit", limit, "x-gate-ratelimit-requests-remain", remaining)))
                .isEqualTo(used);
        assertThat(dialect.usedWeight(headers())).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({
        "1795455001,10000",
        "1795455031,29877",
        "1795455031123,30000",
        "1795999999,60000",
        "0,10000",
        "soon,10000",
        "'',10000"
    })
    void shouldKeepSilentUntilTheLimitStartsOver(final String reset, final long silenceMs) {
        assertThat(dialect.silenceMs(429, headers("X-Gate-RateLimit-Reset-Timestamp", reset), new byte[0]))
                .isEqualTo(silenceMs);
    }

    @Test
    void shouldTakeOtherStatusesForWhatTheyAre() {
        assertThat(dialect.silenceMs(403, headers(), new byte[0])).isEqualTo(60_000);
        assertThat(dialect.silenceMs(418, headers(), new byte[0])).isPositive();
        assertThat(dialect.silenceMs(400, headers(), new byte[0])).isZero();
        assertThat(dialect.silenceMs(500, headers(), new byte[0])).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "{\"label\":\"CONTRACT_NOT_FOUND\",\"message\":\"no\"} | CONTRACT_NOT_FOUND no",
                "{\"label\":\"SERVER_ERROR\"} | SERVER_ERROR",
                "{\"message\":\"no\"} | no",
                "{\"code\":1} | none",
                "[] | none",
                "<html> | none"
            })
    void shouldFindTheExchangesWords(final String body, final String words) {
        assertThat(dialect.errorWords(body.getBytes(StandardCharsets.UTF_8))).isEqualTo(words);
    }
}
