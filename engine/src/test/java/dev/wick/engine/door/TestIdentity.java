package dev.wick.engine.door;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate of 127.0.0.1 and its key, made by the JDK's keytool, as a store and as files in PEM. */
public final class TestIdentity {
    private static final String PASSWORD = "only-for-this-test";
    private static final String ALIAS = "it";

    private final KeyStore store = KeyStore.getInstance("PKCS12");
    private final Path certificate;
    private final Path key;

    private TestIdentity(final Path folder, final String name) throws GeneralSecurityException {
        certificate = folder.resolve(name + ".crt");
        key = folder.resolve(name + ".key");
    }

    /** Makes one with an elliptic curve's key, good for ninety days. */
    public static TestIdentity of(final Path folder, final String name) throws Exception {
        return of(folder, name, 90, "-keyalg", "EC", "-groupname", "secp256r1");
    }

    /** Makes one, good for so many days, with such a key. */
    public static TestIdentity of(final Path folder, final String name, final int days, final String... keyOptions)
            throws Exception {
        final Path file = folder.resolve(name + ".p12");
        final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                ALIAS,
                "-dname",
                "CN=" + name,
                "-ext",
                "san=ip:127.0.0.1,dns:localhost",
                "-validity",
                Integer.toString(days)));
        command.addAll(List.of(keyOptions));
        final Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File(file + ".log"))
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException(Files.readString(Path.of(file + ".log")));
        }
        final TestIdentity made = new TestIdentity(folder, name);
        try (InputStream in = Files.newInputStream(file)) {
            made.store.load(in, PASSWORD.toCharArray());
        }
        made.writeTo(made.certificate, made.key);
        return made;
    }

    /** Writes both files, over whatever is there. */
    public void writeTo(final Path certificateFile, final Path keyFile) throws IOException, GeneralSecurityException {
        Files.writeString(
                certificateFile, pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded()));
        Files.writeString(
                keyFile,
                pem("PRIVATE KEY", store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()));
    }

    static String pem(final String label, final byte[] bytes) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(bytes));
        return "-----BEGIN " + label + "-----\n" + out.toString(StandardCharsets.US_ASCII) + "\n-----END " + label
                + "-----\n";
    }

    /** The certificate's file. */
    public Path certificate() {
        return certificate;
    }

    /** The key's file. */
    public Path key() {
        return key;
    }

    /** The settings of a server that is this. */
    public TlsFiles files() {
        return new TlsFiles(certificate.toString(), key.toString(), "");
    }

    /** The settings of a server that is this, and lets in that client alone. */
    public TlsFiles filesFor(final TestIdentity client) {
        return new TlsFiles(certificate.toString(), key.toString(), client.certificate.toString());
    }

    /** TLS of a client that trusts this certificate, and has the other one itself; null for none. */
    public SSLContext clientContext(final TestIdentity client) throws Exception {
        final KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", store.getCertificate(ALIAS));
        final TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        final SSLContext context = SSLContext.getInstance("TLS");
        context.init(client == null ? null : client.keyManagers().getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private KeyManagerFactory keyManagers() throws GeneralSecurityException {
        final KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, PASSWORD.toCharArray());
        return factory;
    }
}
