package dev.wick.engine.door;

import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks TLS 1.2 and 1.3 with the certificate that is in force; connections that are open keep theirs. Any thread asks;
 * {@link #tick} is for one.
 */
public final class Tls {
    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);
    private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);
    private static final long WARN_BEFORE_MS = 30 * DAY_MS;
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final Reloading<TlsIdentity> identity;
    private final SSLContext context;
    private long nextWarningMs = Long.MIN_VALUE;

    /**
     * Sets what the JDK reads once, before the first TLS of the process. What the command line set stays.
     */
    public static void prepareJdk() {
        // A client could have us reckon for ever on one connection.
        if (System.getProperty("jdk.tls.rejectClientInitiatedRenegotiation") == null) {
            System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        }
    }

    Tls(final TlsFiles files) throws DoorException {
        identity = new Reloading<>("TLS certificate and key", files.all(), () -> TlsIdentity.load(files));
        context = new NewestContext(() -> identity.current().context());
    }

    /** A context whose engines are of the newest certificate, each time one is made. */
    public SSLContext context() {
        return context;
    }

    /** What a server's engines are told. */
    public SSLParameters parameters() {
        final SSLParameters parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(PROTOCOLS.clone());
        parameters.setNeedClientAuth(identity.current().asksClients());
        return parameters;
    }

    /** The server's side of a new connection. */
    public SSLEngine newEngine() {
        final SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setSSLParameters(parameters());
        return engine;
    }

    /** Whether changed files cannot be used, so that older ones are in force. */
    boolean isStale() {
        return identity.isStale();
    }

    /** When the certificate in force ends, UTC ms. */
    long expiryMs() {
        return identity.current().expiryMs();
    }

    /**
     * Reads what has changed, and warns, once a day, of a certificate that is about to end.
     *
     * @param nowMs UTC ms
     */
    void tick(final long nowMs) {
        if (identity.tick(nowMs)) {
            nextWarningMs = Long.MIN_VALUE;
        }
        final long leftMs = expiryMs() - nowMs;
        if (leftMs < WARN_BEFORE_MS && nowMs >= nextWarningMs) {
            nextWarningMs = nowMs + DAY_MS;
            LOG.warn(
                    leftMs < 0
                            ? "The certificate of CONNECTOR_WSS_TLS_CERT_FILE has expired {} day(s) ago; clients will refuse it"
                            : "The certificate of CONNECTOR_WSS_TLS_CERT_FILE expires in {} day(s); replace the file, it is"
                                    + " read again",
                    Math.abs(leftMs) / DAY_MS);
        }
    }
}
