package dev.wick.test;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import dev.wick.engine.Connector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * Holds up the thread that serves subscribers: the line that it logs at DEBUG for a new connection goes to a log that
 * blocks, as a full disk or a hung terminal would. One at a time.
 */
final class EgressStall implements AutoCloseable {
    private static final String LOGGER = "dev.wick.engine.egress.Sessions";
    private static final long LONGEST_S = 30;

    private final CountDownLatch stalled = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final Socket visitor;

    /** From now on, until it is closed, the thread stands still. */
    EgressStall(final Connector engine) {
        final Logger logger = (Logger) LoggerFactory.getLogger(LOGGER);
        final HangingLog log = new HangingLog();
        log.setContext(logger.getLoggerContext());
        log.start();
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        logger.addAppender(log);
        visitor = knock(engine.feedUri());
        if (!waitFor(stalled)) {
            throw new IllegalStateException("the egress did not stall");
        }
        logger.setLevel(Level.OFF);
        logger.detachAppender(log);
    }

    /** Asks for a WebSocket, and does not wait for the answer, which the stalled thread could not give. */
    private static Socket knock(final URI feed) {
        try {
            final Socket socket = new Socket(feed.getHost(), feed.getPort());
            socket.getOutputStream().write(RawSubscriber.handshake(feed));
            return socket;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean waitFor(final CountDownLatch latch) {
        try {
            return latch.await(LONGEST_S, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        released.countDown();
        try {
            visitor.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class HangingLog extends UnsynchronizedAppenderBase<ILoggingEvent> {
        @Override
        protected void append(final ILoggingEvent event) {
            stalled.countDown();
            waitFor(released);
        }
    }
}
