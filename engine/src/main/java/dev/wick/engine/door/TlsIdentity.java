package dev.wick.engine.door;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * Who we are in TLS, and whom we trust. Immutable, any thread.
 *
 * @param context makes engines
 * @param expiryMs when the certificate ends, UTC ms
 * @param asksClients whether clients must have a certificate
 */
record TlsIdentity(SSLContext context, long expiryMs, boolean asksClients) {
    private static final char[] NO_PASSWORD = {};

    static TlsIdentity load(final TlsFiles files) throws DoorException {
        final List<X509Certificate> chain = PemFile.certificates(Path.of(files.certificate()));
        final PrivateKey key = PemFile.key(Path.of(files.key()));
        requirePair(files, chain.get(0).getPublicKey(), key);
        final boolean asksClients = !files.clientCa().isEmpty();
        try {
            final SSLContext context = SSLContext.getInstance("TLS");
            final TrustManager[] trust = asksClients ? trust(PemFile.certificates(Path.of(files.clientCa()))) : null;
            context.init(ours(chain, key).getKeyManagers(), trust, null);
            return new TlsIdentity(
                    context, chain.get(0).getNotAfter().toInstant().toEpochMilli(), asksClients);
        } catch (final GeneralSecurityException | IOException e) {
            throw new DoorException("TLS does not take " + files.certificate() + ": " + e.getMessage(), e);
        }
    }

    private static void requirePair(final TlsFiles files, final PublicKey certified, final PrivateKey key)
            throws DoorException {
        final byte[] text = {1, 2, 3};
        try {
            final Signature signing = Signature.getInstance(signatureOf(key));
            signing.initSign(key);
            signing.update(text);
            final Signature verifying = Signature.getInstance(signatureOf(key));
            verifying.initVerify(certified);
            verifying.update(text);
            if (verifying.verify(signing.sign())) {
                return;
            }
        } catch (final GeneralSecurityException e) {
            // A key of another kind than the certificate's: no pair either.
        }
        throw new DoorException("the private key in " + files.key() + " is not that of the first certificate in "
                + files.certificate());
    }

    private static String signatureOf(final PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "EdDSA";
        };
    }

    private static KeyManagerFactory ours(final List<X509Certificate> chain, final PrivateKey key)
            throws GeneralSecurityException, IOException {
        final KeyStore store = emptyStore();
        store.setKeyEntry("wick", key, NO_PASSWORD, chain.toArray(new Certificate[0]));
        final KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory;
    }

    private static TrustManager[] trust(final List<X509Certificate> authorities)
            throws GeneralSecurityException, IOException {
        final KeyStore store = emptyStore();
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("ca-" + i, authorities.get(i));
        }
        final TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        final KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }
}
