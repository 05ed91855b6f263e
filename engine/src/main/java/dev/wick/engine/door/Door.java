package dev.wick.engine.door;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets clients in, or says why not. Any thread asks; {@link #tick} is for one.
 */
public final class Door {
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    private final DoorSettings settings;
    private final OriginRule origins;
    /** Null if no token is asked for. */
    private final Reloading<Tokens> tokens;
    /** Null if none is spoken. */
    private final Tls tls;

    /**
     * A door by these settings.
     *
     * @throws DoorException if the files of tokens or TLS cannot be used
     */
    public static Door of(final DoorSettings settings) throws DoorException {
        return new Door(settings, tokens(settings.tokensFile()), tls(settings.tls()));
    }

    private static Reloading<Tokens> tokens(final String file) throws DoorException {
        if (file.isEmpty()) {
            return null;
        }
        final Path path = Path.of(file);
        try {
            return new Reloading<>("tokens", List.of(path), () -> read(path));
        } catch (final DoorException e) {
            throw new DoorException("CONNECTOR_WSS_TOKENS_FILE: " + e.getMessage(), e);
        }
    }

    private static Tls tls(final TlsFiles files) throws DoorException {
        files.check();
        if (!files.isOn()) {
            return null;
        }
        try {
            return new Tls(files);
        } catch (final DoorException e) {
            throw new DoorException("CONNECTOR_WSS_TLS_…: " + e.getMessage(), e);
        }
    }

    private static Tokens read(final Path file) throws DoorException {
        final Tokens read = TokensFile.read(file);
        if (read.size() == 0) {
            LOG.warn("{} has no token: nobody is let in. Make one with: wick token NAME", file);
        }
        return read;
    }

    private Door(final DoorSettings settings, final Reloading<Tokens> tokens, final Tls tls) {
        this.settings = settings;
        origins = new OriginRule(settings.allowedOrigins());
        this.tokens = tokens;
        this.tls = tls;
    }

    /**
     * Says whether the feed may listen at an address.
     *
     * @param host as the setting has it
     * @param address what that means
     * @throws DoorException if strangers could come in that way unasked
     */
    public void requireMayServeFeed(final String host, final InetAddress address) throws DoorException {
        final StartRule rule =
                new StartRule("CONNECTOR_WSS_HOST", "CONNECTOR_WSS_ALLOW_ANONYMOUS", settings.allowAnonymous());
        rule.require(host, address, tokens != null);
        warnOfPlainTokens("CONNECTOR_WSS_HOST", host, tokens != null && !address.isLoopbackAddress());
        if (tokens != null && settings.allowAnonymous()) {
            LOG.warn(
                    "CONNECTOR_WSS_ALLOW_ANONYMOUS=true has no effect: CONNECTOR_WSS_TOKENS_FILE is set, and every client of"
                            + " the feed needs a token");
        }
    }

    /**
     * Says whether the ops server may listen at an address.
     *
     * @param host as the setting has it
     * @param address what that means
     * @return whether it has to ask for a token there
     * @throws DoorException if strangers could come in that way unasked
     */
    public boolean requireMayServeOps(final String host, final InetAddress address) throws DoorException {
        final StartRule rule = new StartRule(
                "CONNECTOR_WSS_HEALTH_CHECK_HOST",
                "CONNECTOR_WSS_HEALTH_CHECK_ALLOW_ANONYMOUS",
                settings.opsAllowAnonymous());
        rule.require(host, address, tokens != null);
        final boolean isAsked = tokens != null && !address.isLoopbackAddress() && !settings.opsAllowAnonymous();
        warnOfPlainTokens("CONNECTOR_WSS_HEALTH_CHECK_HOST", host, isAsked);
        return isAsked;
    }

    private void warnOfPlainTokens(final String key, final String host, final boolean isAsked) {
        if (isAsked && tls == null) {
            LOG.warn(
                    "{}={}: tokens go over the network in the clear; set CONNECTOR_WSS_TLS_CERT_FILE and"
                            + " CONNECTOR_WSS_TLS_KEY_FILE, or let a proxy speak TLS",
                    key,
                    host);
        }
    }

    /** Whether a token is asked for. */
    public boolean asksForTokens() {
        return tokens != null;
    }

    /** TLS, null if none is spoken. */
    public Tls tls() {
        return tls;
    }

    /** 1 while the files of TLS cannot be used and older ones are in force, else 0. */
    public double tlsStale() {
        return tls != null && tls.isStale() ? 1 : 0;
    }

    /**
     * In how many seconds the certificate ends; NaN without TLS.
     *
     * @param nowMs UTC ms
     */
    public double certificateExpirySeconds(final long nowMs) {
        return tls == null ? Double.NaN : (tls.expiryMs() - nowMs) / 1_000.0;
    }

    /** How many tokens there are; NaN if none is asked for. */
    public double tokenCount() {
        return tokens == null ? Double.NaN : tokens.current().size();
    }

    /** 1 while the file with the tokens cannot be used and older ones are in force, else 0. */
    public double tokensStale() {
        return tokens != null && tokens.isStale() ? 1 : 0;
    }

    /**
     * Lets a client of the feed in.
     *
     * @throws RefusedException if not
     */
    public Access admit(final HandshakeHead head) throws RefusedException {
        if (!origins.allows(head.origin(), head.host())) {
            throw new RefusedException(Refusal.ORIGIN);
        }
        return tokens == null ? Access.ANYBODY : access(head.token());
    }

    /**
     * Takes the token of an {@code Authorization} header.
     *
     * @param authorization null or empty if there is none
     * @throws RefusedException if it is none of ours
     */
    public Access authorize(final String authorization) throws RefusedException {
        return tokens == null ? Access.ANYBODY : access(HandshakeHead.bearer(authorization));
    }

    private Access access(final String token) throws RefusedException {
        if (token == null) {
            throw new RefusedException(Refusal.NO_TOKEN);
        }
        final Access found = tokens.current().find(token);
        if (found == null) {
            throw new RefusedException(Refusal.WRONG_TOKEN);
        }
        return found;
    }

    /** Whether a token that somebody came in with is still good, and for the same. */
    public boolean grants(final Access access) {
        return tokens == null || tokens.current().grants(access);
    }

    /**
     * Reads again what has changed; call it often, from one thread.
     *
     * @param nowMs UTC ms
     * @return whether there are other tokens now, so that {@link #grants} may say something else
     */
    public boolean tick(final long nowMs) {
        if (tls != null) {
            tls.tick(nowMs);
        }
        return tokens != null && tokens.tick(nowMs);
    }
}
