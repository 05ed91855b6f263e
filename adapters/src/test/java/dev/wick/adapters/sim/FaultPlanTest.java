package dev.wick.adapters.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
    private static List<Boolean> draws(final FaultPlan plan, final Fault fault, final int count) {
        final List<Boolean> draws = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            draws.add(plan.strikes(fault));
        }
        return draws;
    }

    @Test
    void shouldDrawTheSameFaultsFromTheSameSeed() {
        final List<Boolean> draws = draws(FaultPlan.seeded(7).chance(Fault.REPEAT, 0.1), Fault.REPEAT, 10_000);
        assertThat(draws(FaultPlan.seeded(7).chance(Fault.REPEAT, 0.1), Fault.REPEAT, 10_000))
                .isEqualTo(draws);
        assertThat(draws(FaultPlan.seeded(8).chance(Fault.REPEAT, 0.1), Fault.REPEAT, 10_000))
                .isNotEqualTo(draws);
        assertThat(draws.stream().filter(strikes -> strikes).count()).isBetween(850L, 1_150L);
    }

    @Test
    void shouldNotChangeOneKindOfFaultByTurningAnotherOn() {
        final List<Boolean> alone = draws(FaultPlan.seeded(7).chance(Fault.GARBLE, 0.5), Fault.GARBLE, 100);
        final FaultPlan both = FaultPlan.seeded(7).chance(Fault.GARBLE, 0.5).chance(Fault.REPEAT, 0.5);
        draws(both, Fault.REPEAT, 33);
        assertThat(draws(both, Fault.GARBLE, 100)).isEqualTo(alone);
    }

    @Test
    void shouldDrawNothingUnlessAsked() {
        assertThat(draws(FaultPlan.none(), Fault.REPEAT, 1_000)).containsOnly(false);
    }

    @Test
    void shouldRefuseAChanceThatIsNoneAndAKindThatIsACommand() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaultPlan.none().chance(Fault.REPEAT, 1.1))
                .withMessageContaining("REPEAT");
        assertThatIllegalArgumentException().isThrownBy(() -> FaultPlan.none().chance(Fault.REPEAT, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> FaultPlan.none().chance(Fault.DISCONNECT, 0.1));
    }
}
