package dev.wick.bench.wire;

import java.io.IOException;

/** Threads that end with the process, or with what they read. */
final class Threads {
    /** What a thread does. */
    @FunctionalInterface
    interface Task {
        void run() throws IOException, InterruptedException;
    }

    private Threads() {}

    /** Starts one. An exception of sockets ends it: they are closed from elsewhere, and what is then missing is counted as missing. */
    static Thread daemon(final String name, final Task task) {
        final Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (final IOException e) {
                        return;
                    } catch (final InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
