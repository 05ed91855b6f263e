package dev.wick.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Looks whether a port is free. */
final class Ports {
    private Ports() {}

    /** The wanted port on loopback if nobody listens there now, else 0, which means any. */
    static int freeOrAny(final int wanted) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            return wanted;
        } catch (final IOException e) {
            return 0;
        }
    }
}
