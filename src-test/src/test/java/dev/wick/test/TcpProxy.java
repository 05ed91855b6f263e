package dev.wick.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A second address of a server: passes bytes on, both ways, until it is told to cut. Threads of its own; thread-safe. */
final class TcpProxy implements AutoCloseable {
    private final URI target;
    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();

    TcpProxy(final String targetUrl) throws IOException {
        target = URI.create(targetUrl);
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("proxy-accept", this::accept);
    }

    /** Where to connect instead of the target. */
    String url() {
        return target.getScheme() + "://127.0.0.1:" + server.getLocalPort();
    }

    /** How many connections were ever taken. */
    int accepted() {
        return accepted.get();
    }

    /** Ends all connections of now. */
    void cut() {
        sockets.forEach(TcpProxy::close);
        sockets.clear();
    }

    private void accept() throws IOException {
        while (!server.isClosed()) {
            final Socket here = server.accept();
            final Socket there = new Socket(target.getHost(), target.getPort());
            here.setTcpNoDelay(true);
            there.setTcpNoDelay(true);
            sockets.add(here);
            sockets.add(there);
            accepted.incrementAndGet();
            start("proxy-up", () -> pass(here, there));
            start("proxy-down", () -> pass(there, here));
        }
    }

    private static void pass(final Socket from, final Socket to) throws IOException {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        }
    }

    /** Work that a cut ends. */
    private interface Work {
        void run() throws IOException;
    }

    private static void start(final String name, final Work work) {
        final Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (final IOException e) {
                        // A cut connection is what this is for.
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(final Socket socket) {
        try {
            socket.close();
        } catch (final IOException e) {
            throw new IllegalStateException("a socket could not be closed", e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
