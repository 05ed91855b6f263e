package dev.wick.engine.cores;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which plans a machine with cores 0 to 7 takes, of which the process may use 0 to 5. */
class PinPlanTest {
    private static final PinPlan.Threads BLOCKING = new PinPlan.Threads(false, false, false);
    private static final PinPlan.Threads SPINNING = new PinPlan.Threads(false, true, true);

    @TempDir
    Path root;

    private KernelView kernel;

    @BeforeEach
    void describeTheMachine() throws IOException {
        write("sys/devices/system/cpu/online", "0-7\n");
        write("proc/self/status", "Name:\tjava\nCpus_allowed:\t3f\nCpus_allowed_list:\t0-5\n");
        kernel = new KernelView(root);
    }

    private void write(final String file, final String text) throws IOException {
        final Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private List<String> problems(
            final String pipeline, final String egress, final String legs, final PinPlan.Threads threads) {
        return new PinPlan(CoreSet.of(pipeline), CoreSet.of(egress), CoreSet.of(legs)).problems(kernel, threads);
    }

    @Test
    void shouldTakeCoresThatAreThereAndAllowed() {
        assertThat(problems("2", "3", "4-5", SPINNING)).isEmpty();
        assertThat(problems("", "", "", SPINNING)).isEmpty();
    }

    @Test
    void shouldNameTheCoreThatTheMachineDoesNotHave() {
        assertThat(problems("8", "3", "4,9", BLOCKING))
                .containsExactly(
                        "CONNECTOR_CPU_PIPELINE=8: this machine has no core 8; it has 0-7",
                        "CONNECTOR_CPU_LEGS=4,9: this machine has no core 9; it has 0-7");
    }

    @Test
    void shouldRefuseACoreThatIsOutsideOfTheProcessMask() {
        assertThat(problems("", "5-6", "", BLOCKING))
                .singleElement()
                .asString()
                .startsWith("CONNECTOR_CPU_EGRESS=5-6: this process may not use core 6, only 0-5");
    }

    @Test
    void shouldRefuseOneCoreForTwoThreadsThatSpin() {
        assertThat(problems("2", "2", "", SPINNING))
                .singleElement()
                .asString()
                .contains("two threads would spin on core 2");
        assertThat(problems("2-3", "2-3", "", SPINNING)).isEmpty();
        assertThat(problems("2", "2", "", BLOCKING)).isEmpty();
        assertThat(problems("2", "2", "", new PinPlan.Threads(false, true, false)))
                .isEmpty();
    }

    @Test
    void shouldRefuseToLetTheLegsWaitForThreadsThatSpin() {
        assertThat(problems("2", "3", "2-3", SPINNING))
                .singleElement()
                .asString()
                .startsWith("CONNECTOR_CPU_LEGS=2-3");
        assertThat(problems("2", "3", "2-4", SPINNING)).isEmpty();
    }

    @Test
    void shouldRefuseACoreForAnEgressThatIsNoThreadOfItsOwn() {
        assertThat(problems("2", "3", "", new PinPlan.Threads(true, true, true)))
                .singleElement()
                .asString()
                .contains("CONNECTOR_THREADING=dedicated");
    }

    @Test
    void shouldPinOnLinuxOnly() throws IOException {
        Files.delete(root.resolve("proc/self/status"));
        assertThat(problems("0", "", "", BLOCKING)).singleElement().asString().contains("on Linux only");
    }
}
