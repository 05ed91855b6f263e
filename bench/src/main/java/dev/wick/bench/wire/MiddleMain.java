package dev.wick.bench.wire;

import java.net.URI;
import java.util.Arrays;

/** The process of what is compared with the engine: {@code relay} or {@code bare}, the exchange's port, and what to subscribe to. */
public final class MiddleMain {
    private MiddleMain() {}

    /** Runs until it is killed. */
    public static void main(final String[] args) throws Exception {
        final int port = Integer.parseInt(args[1]);
        if (args[0].equals(Way.RELAY.label())) {
            Relay.run(
                    URI.create("ws://127.0.0.1:" + port + "/stream"),
                    Arrays.asList(args).subList(2, args.length));
        } else {
            BareCopy.run(port);
        }
    }
}
