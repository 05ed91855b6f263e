package dev.wick.engine.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemFileTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"RSA -keysize 2048", "EC -groupname secp256r1", "EC -groupname secp384r1", "Ed25519"})
    void shouldTakeKeysOfTheUsualKinds(final String kind) throws Exception {
        final TestIdentity made = TestIdentity.of(folder, "made", 10, ("-keyalg " + kind).split(" "));
        final TlsIdentity identity = TlsIdentity.load(made.files());
        final long leftMs = identity.expiryMs() - System.currentTimeMillis();
        assertThat(TimeUnit.MILLISECONDS.toDays(leftMs)).isBetween(8L, 10L);
        assertThat(identity.asksClients()).isFalse();
        assertThat(TlsIdentity.load(made.filesFor(made)).asksClients()).isTrue();
    }

    @Test
    void shouldRefuseAKeyThatIsNotTheCertificates() throws Exception {
        final TestIdentity one = TestIdentity.of(folder, "one");
        final TestIdentity other = TestIdentity.of(folder, "other");
        final TestIdentity rsa = TestIdentity.of(folder, "rsa", 10, "-keyalg", "RSA", "-keysize", "2048");
        for (final TestIdentity wrong : List.of(other, rsa)) {
            assertThatThrownBy(() -> TlsIdentity.load(new TlsFiles(
                            one.certificate().toString(), wrong.key().toString(), "")))
                    .isInstanceOf(DoorException.class)
                    .hasMessageContaining("is not that of the first certificate");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY"})
    void shouldSayHowToConvertAKeyOfAnotherForm(final String label) throws Exception {
        final Path file = write(TestIdentity.pem(label, new byte[] {1, 2, 3}));
        assertThatThrownBy(() -> PemFile.key(file))
                .isInstanceOf(DoorException.class)
                .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt -in " + file);
    }

    @Test
    void shouldSayWhatIsWrongWithAFileAndShowNothingOfIt() throws Exception {
        final String secret = "TXlTZWNyZXRLZXk=";
        for (final String text : List.of(
                "",
                secret,
                "-----BEGIN PRIVATE KEY-----\n" + secret,
                "-----BEGIN PRIVATE KEY-----\n" + secret + "\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\n§\n-----END PRIVATE KEY-----\n")) {
            final Path file = write(text);
            assertThatThrownBy(() -> PemFile.key(file))
                    .isInstanceOf(DoorException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageNotContaining(secret);
            assertThatThrownBy(() -> PemFile.certificates(file))
                    .isInstanceOf(DoorException.class)
                    .hasMessageContaining("has no certificate");
        }
        final Path broken = write(TestIdentity.pem("CERTIFICATE", new byte[] {1, 2, 3}));
        assertThatThrownBy(() -> PemFile.certificates(broken)).hasMessageContaining("certificate 1 in ");
        assertThatThrownBy(() -> PemFile.certificates(Path.of("nowhere.crt")))
                .hasMessageContaining("cannot read nowhere.crt (NoSuchFileException)");
    }

    @Test
    void shouldNotTakeACertificateWithoutItsKey() {
        assertThatThrownBy(() -> new TlsFiles("a", "", "").check())
                .hasMessageContaining("CONNECTOR_WSS_TLS_CERT_FILE is set and CONNECTOR_WSS_TLS_KEY_FILE is not");
        assertThatThrownBy(() -> new TlsFiles("", "a", "").check())
                .hasMessageContaining("CONNECTOR_WSS_TLS_KEY_FILE is set and CONNECTOR_WSS_TLS_CERT_FILE is not");
        assertThatThrownBy(() -> new TlsFiles("", "", "a").check())
                .hasMessageContaining("CONNECTOR_WSS_TLS_CLIENT_CA_FILE");
    }

    private Path write(final String text) throws Exception {
        return Files.writeString(folder.resolve("file.pem"), text);
    }
}
