package dev.wick.engine.journal;

import java.io.PrintStream;
import java.nio.file.Path;

/** A process that appends candles until it is killed, and says of each that it was appended. */
final class JournalWriter {
    private JournalWriter() {}

    public static void main(final String[] arguments) throws Exception {
        final PrintStream out = new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true);
        try (JournalBed bed = new JournalBed(Path.of(arguments[0]))) {
            for (int number = Integer.parseInt(arguments[1]); number < Integer.MAX_VALUE; number++) {
                bed.append("BTCUSDT", number);
                out.println(number);
            }
        }
    }
}
