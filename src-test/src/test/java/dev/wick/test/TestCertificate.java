package dev.wick.test;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate of 127.0.0.1 and its key, made by the JDK's keytool for one test. Immutable. */
final class TestCertificate {
    private static final char[] PASSWORD = "only-for-this-test".toCharArray();

    private final KeyStore store;

    private TestCertificate(final KeyStore store) {
        this.store = store;
    }

    static TestCertificate in(final Path folder, final String name) throws Exception {
        final Path file = folder.resolve(name + ".p12");
        final Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD),
                        "-alias",
                        "it",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1")
                .inheritIO()
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool failed");
        }
        final KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return new TestCertificate(store);
    }

    /** Writes both in PEM, over whatever is there. */
    void writeTo(final Path certificate, final Path key) throws IOException, GeneralSecurityException {
        Files.writeString(
                certificate, pem("CERTIFICATE", store.getCertificate("it").getEncoded()));
        Files.writeString(key, pem("PRIVATE KEY", store.getKey("it", PASSWORD).getEncoded()));
    }

    private static String pem(final String label, final byte[] bytes) {
        final byte[] lines = Base64.getMimeEncoder().encode(bytes);
        return "-----BEGIN " + label + "-----\n" + new String(lines, StandardCharsets.US_ASCII) + "\n-----END " + label
                + "-----\n";
    }

    /** A client that trusts this certificate and no other. */
    HttpClient client() throws IOException, GeneralSecurityException {
        final KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", store.getCertificate("it"));
        final TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        final SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }
}
