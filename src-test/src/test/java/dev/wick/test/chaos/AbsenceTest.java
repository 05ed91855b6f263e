package dev.wick.test.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a delisting excuses, and no more. */
class AbsenceTest {
    private final Absence absence = new Absence();

    @Test
    void shouldExcuseNothingUnlessDelisted() {
        absence.engineSays(true, 5);
        absence.engineSays(false, 9);
        assertThat(absence.excuses()).isEmpty();
    }

    @Test
    void shouldExcuseFromTheDelistingToTheListing() {
        absence.delisted(10);
        assertThat(absence.excuses()).containsExactly(new Truth.Excuse(10, Long.MAX_VALUE));
        absence.listedAgain(20);
        assertThat(absence.excuses()).containsExactly(new Truth.Excuse(10, 20));
    }

    @Test
    void shouldExcuseUntilTheEngineHasItAgain() {
        absence.delisted(10);
        absence.engineSays(true, 15);
        absence.listedAgain(20);
        absence.engineSays(false, 30);
        assertThat(absence.excuses()).containsExactly(new Truth.Excuse(10, 30));
    }

    @Test
    void shouldExcuseUntilTheEngineHasItAgainIfItFoundOutLate() {
        absence.delisted(10);
        absence.listedAgain(20);
        absence.engineSays(true, 25);
        absence.engineSays(false, 30);
        assertThat(absence.excuses()).containsExactly(new Truth.Excuse(10, 30));
    }

    @Test
    void shouldKeepTwoDelistingsApart() {
        absence.delisted(10);
        absence.listedAgain(20);
        absence.delisted(40);
        absence.listedAgain(50);
        assertThat(absence.excuses()).containsExactly(new Truth.Excuse(10, 20), new Truth.Excuse(40, 50));
    }
}
