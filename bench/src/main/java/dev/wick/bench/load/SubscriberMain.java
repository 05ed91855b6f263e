package dev.wick.bench.load;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * The process of the subscribers: takes commands by line from its standard input, and answers each with one line on its standard
 * output. It ends with its input, hence with the process that started it, however that ends; and after a time limit in any case.
 *
 * <pre>
 *   clock                                    its monotonic clock, ns
 *   connect PORT SUBSCRIBERS EACH SERIES     ok, once all are subscribed
 *   lazy PORT SERIES BYTES_PER_SECOND        ok, once one more is subscribed that reads so little
 *   leave                                    ok, once that has gone
 *   counts                                   CLOSED OPEN FAULTS
 *   take                                     CLOSED OPEN FAULTS CPU_NS HISTOGRAM FAULTS_IN_WORDS
 * </pre>
 */
public final class SubscriberMain {
    private static final int FAILED = 1;

    private final NanoClock clock = SystemNanoClock.INSTANCE;
    private final Faults faults = new Faults();
    private final Swarm swarm;
    private LazyReader lazy;

    private SubscriberMain(final int threads) throws IOException {
        swarm = new Swarm(threads, faults, clock);
    }

    /**
     * Runs until the input ends.
     *
     * @param args how many threads read, and after how many seconds it ends in any case
     */
    public static void main(final String[] args) throws IOException {
        new Timer("time-limit", true)
                .schedule(
                        new TimerTask() {
                            @Override
                            public void run() {
                                Runtime.getRuntime().halt(FAILED);
                            }
                        },
                        TimeUnit.SECONDS.toMillis(Long.parseLong(args[1])));
        final SubscriberMain main = new SubscriberMain(Integer.parseInt(args[0]));
        final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(main.answer(line.split(" ", -1)));
        }
        Runtime.getRuntime().halt(0);
    }

    private String answer(final String[] words) {
        try {
            return switch (words[0]) {
                case "clock" -> Long.toString(clock.nanoTime());
                case "connect" -> {
                    swarm.connect(number(words, 1), new Shape(number(words, 2), number(words, 3), number(words, 4)));
                    yield "ok";
                }
                case "lazy" -> {
                    lazy = new LazyReader(number(words, 1), number(words, 2), number(words, 3));
                    yield "ok";
                }
                case "leave" -> {
                    lazy.close();
                    yield "ok";
                }
                case "counts" -> counts();
                case "take" -> counts() + ' ' + cpuNs() + ' ' + latency() + ' ' + faults.text();
                default -> "error nobody knows this command";
            };
        } catch (final IOException | RuntimeException e) {
            return "error " + e;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return "error " + e;
        }
    }

    private static int number(final String[] words, final int at) {
        return Integer.parseInt(words[at]);
    }

    private String counts() {
        return swarm.closed() + " " + swarm.open() + ' ' + faults.count();
    }

    private static long cpuNs() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private String latency() {
        final Histogram histogram = swarm.takeLatency();
        final ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        final int length = histogram.encodeIntoByteBuffer(bytes);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
    }
}
