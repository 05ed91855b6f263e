/**
 * JMH benchmarks, one class for each stage of a candle's way and one for the whole of it. From a fresh clone:
 *
 * <pre>
 *   mvn -q -pl bench -am package -DskipTests
 *   java -jar bench/target/benchmarks.jar                              all of them
 *   java -jar bench/target/benchmarks.jar -prof gc -f 1                and the bytes that each allocates
 *   java -jar bench/target/benchmarks.jar 'Parse|Encode' -f 3 -i 10    two stages, more closely
 * </pre>
 *
 * <p>Each class has a {@code baseline()}, and checks in its set-up that what it measures gives the right answer. Read a
 * time as a multiple of its baseline's in the same run, and compare runs of one machine only. B/op is exact anywhere, so it
 * is what the build holds on to: {@code BenchmarksSmokeTest}.
 *
 * <p>Stages by themselves run on a clock that stands still; {@link dev.wick.bench.PipelineBenchmark} reads the machine's.
 *
 * <p>Not JMH's is {@link dev.wick.bench.BackfillBenchmark}: REST requests with kept connections against one for each.
 */
package dev.wick.bench;
