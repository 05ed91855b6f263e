package dev.wick.test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows of the design, at the level of byte code. */
class ArchitectureTest {
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.wick");

    @Test
    void shouldSeeTheWholeProgram() {
        assertThat(CODE.size()).isGreaterThan(100);
        assertThat(CODE.contain("dev.wick.adapters.feed.Candle")).isTrue();
        assertThat(CODE.contain("dev.wick.engine.Main")).isTrue();
    }

    @Test
    void shouldKeepTheContractFreeOfEverythingElseOfOurs() {
        noClasses()
                .that()
                .resideInAPackage("dev.wick.adapters.feed")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.wick.adapters",
                        "dev.wick.adapters.text..",
                        "dev.wick.adapters.ws..",
                        "dev.wick.adapters.rest..",
                        "dev.wick.adapters.limit..",
                        "dev.wick.adapters.sim..",
                        "dev.wick.adapters.binance..",
                        "dev.wick.adapters.bybit..",
                        "dev.wick.adapters.gateio..",
                        "dev.wick.adapters.hyperliquid..",
                        "dev.wick.adapters.okx..",
                        "dev.wick.engine..")
                .check(CODE);
    }

    @Test
    void shouldKeepRingMetricsAndEngineOutOfTheAdapters() {
        noClasses()
                .that()
                .resideInAPackage("dev.wick.adapters..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.lmax..", "io.prometheus..", "dev.wick.engine..")
                .check(CODE);
    }

    @Test
    void shouldLetTheEngineNameNoExchange() {
        noClasses()
                .that()
                .resideInAPackage("dev.wick.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.wick.adapters.binance..",
                        "dev.wick.adapters.bybit..",
                        "dev.wick.adapters.gateio..",
                        "dev.wick.adapters.hyperliquid..",
                        "dev.wick.adapters.okx..")
                .check(CODE);
    }

    @Test
    void shouldShareNoCodeBetweenASimulatorAndTheParserThatItTests() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.wick.adapters.sim..", "dev.wick.adapters.*.sim..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.wick.adapters.text..",
                        "dev.wick.adapters.ws..",
                        "dev.wick.adapters.rest..",
                        "dev.wick.adapters.limit..",
                        "dev.wick.adapters.binance",
                        "dev.wick.adapters.bybit",
                        "dev.wick.adapters.gateio",
                        "dev.wick.adapters.hyperliquid",
                        "dev.wick.adapters.okx")
                .check(CODE);
    }

    /** What decides who is let in is small enough to be read at once, and knows nothing of what is behind it. */
    @Test
    void shouldKeepTheDoorFreeOfWhatIsBehindIt() {
        noClasses()
                .that()
                .resideInAPackage("dev.wick.engine.door")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.wick.engine",
                        "dev.wick.engine.config..",
                        "dev.wick.engine.egress..",
                        "dev.wick.engine.history..",
                        "dev.wick.engine.journal..",
                        "dev.wick.engine.ops..",
                        "dev.wick.engine.pipeline..",
                        "dev.wick.engine.supervisor..")
                .check(CODE);
    }

    @Test
    void shouldHaveNoPackageCycles() {
        slices().matching("dev.wick.(**)").should().beFreeOfCycles().check(CODE);
    }

    @Test
    void shouldReadTheTimeThroughInjectedClocksOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.wick.engine")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(CODE);
    }
}
