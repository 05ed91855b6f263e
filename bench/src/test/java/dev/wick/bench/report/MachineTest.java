package dev.wick.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class MachineTest {
    @Test
    void shouldKnowThisOneWithoutNamesOrFolders() throws Exception {
        final Machine machine = Machine.read();

        assertThat(machine.coresAllowed()).isPositive();
        assertThat(machine.cores()).isGreaterThanOrEqualTo(machine.coresAllowed());
        assertThat(machine.heapMb()).isPositive();
        assertThat(machine.jdk()).contains(System.getProperty("java.runtime.version"));
        assertThat(machine.cpu()).isNotBlank();
        assertThat(machine.commit()).matches("unknown|[0-9a-f]{40}(-dirty)?");
        assertThat(machine.toString()).doesNotContain(System.getProperty("user.dir"));
        assertThat(machine.os()).doesNotContain(InetAddress.getLocalHost().getHostName());
    }

    @Test
    void shouldCutFoldersOutOfFlags() {
        assertThat(Machine.withoutFolders(List.of(
                        "-Xmx1g",
                        "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                        "-javaagent:/home/me/agent.jar=file=/home/me/out.exec,append=true",
                        "-XX:HeapDumpPath=/home/me/dumps")))
                .isEqualTo("-Xmx1g --add-opens=java.base/jdk.internal.misc=ALL-UNNAMED"
                        + " -javaagent:…/agent.jar=file=…/out.exec,append=true -XX:HeapDumpPath=…/dumps");
    }

    @Test
    void shouldReadOneValueOfAFile() {
        final List<String> lines = List.of("NAME=\"Other\"", "PRETTY_NAME=\"Debian 12\"", "model name\t: A B: C");

        assertThat(Machine.value(lines, "PRETTY_NAME", "=", "none")).isEqualTo("Debian 12");
        assertThat(Machine.value(lines, "model name", ":", "none")).isEqualTo("A B: C");
        assertThat(Machine.value(lines, "VERSION", "=", "none")).isEqualTo("none");
    }

    @Test
    void shouldKnowTheShareThatWasStolen() {
        final String before = "cpu  100 0 100 700 0 0 0 100 40 0";

        assertThat(Noise.stealShare(before, "cpu  150 0 100 740 0 0 0 110 90 0"))
                .isEqualTo(0.1);
        assertThat(Noise.stealShare(before, before)).isZero();
        assertThat(Noise.stealShare("", "")).isNaN();
    }
}
