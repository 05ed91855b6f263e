package dev.wick.engine.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoorTest {
    private static final String TOKEN = "a-token-of-the-test";

    @TempDir
    private Path folder;

    @Test
    void shouldServeLoopbackWithoutAToken() throws Exception {
        final Door door = Door.of(DoorSettings.defaults());
        for (final String host : List.of("127.0.0.1", "127.8.9.1", "::1", "localhost")) {
            assertThatCode(() -> door.requireMayServeFeed(host, InetAddress.getByName(host)))
                    .as(host)
                    .doesNotThrowAnyException();
            assertThat(door.requireMayServeOps(host, InetAddress.getByName(host)))
                    .isFalse();
        }
        assertThat(door.admit(head("/", "", null))).isSameAs(Access.ANYBODY);
    }

    @Test
    void shouldNotServeOtherAddressesUnlessThatIsWanted() throws Exception {
        final Door door = Door.of(DoorSettings.defaults());
        for (final String host : List.of("0.0.0.0", "::", "10.0.0.1", "192.168.1.1")) {
            final InetAddress address = InetAddress.getByName(host);
            assertThatThrownBy(() -> door.requireMayServeFeed(host, address))
                    .isInstanceOf(DoorException.class)
                    .hasMessageContaining("CONNECTOR_WSS_HOST=" + host)
                    .hasMessageContaining("CONNECTOR_WSS_TOKENS_FILE")
                    .hasMessageContaining("CONNECTOR_WSS_ALLOW_ANONYMOUS=true")
                    .hasMessageContaining("127.0.0.1");
            assertThatThrownBy(() -> door.requireMayServeOps(host, address))
                    .isInstanceOf(DoorException.class)
                    .hasMessageContaining("CONNECTOR_WSS_HEALTH_CHECK_HOST=" + host)
                    .hasMessageContaining("CONNECTOR_WSS_HEALTH_CHECK_ALLOW_ANONYMOUS=true");
        }
    }

    @Test
    void shouldServeOtherAddressesToAnybodyIfThatIsWantedAndEachServerForItself() throws Exception {
        final InetAddress any = InetAddress.getByName("0.0.0.0");
        final Door feed = Door.of(new DoorSettings("", true, false, List.of()));
        feed.requireMayServeFeed("0.0.0.0", any);
        assertThatThrownBy(() -> feed.requireMayServeOps("0.0.0.0", any)).isInstanceOf(DoorException.class);
        final Door ops = Door.of(new DoorSettings("", false, true, List.of()));
        assertThat(ops.requireMayServeOps("0.0.0.0", any)).isFalse();
        assertThatThrownBy(() -> ops.requireMayServeFeed("0.0.0.0", any)).isInstanceOf(DoorException.class);
    }

    @Test
    void shouldServeOtherAddressesWithTokens() throws Exception {
        final InetAddress any = InetAddress.getByName("0.0.0.0");
        final Door door = Door.of(new DoorSettings(tokens(), false, false, List.of()));
        door.requireMayServeFeed("0.0.0.0", any);
        assertThat(door.requireMayServeOps("0.0.0.0", any)).isTrue();
        assertThat(door.requireMayServeOps("127.0.0.1", InetAddress.getLoopbackAddress()))
                .isFalse();
        assertThat(Door.of(new DoorSettings(tokens(), false, true, List.of())).requireMayServeOps("0.0.0.0", any))
                .isFalse();
    }

    @Test
    void shouldTakeATokenByHeaderOrQueryAndTheHeadersFirst() throws Exception {
        final Door door = Door.of(new DoorSettings(tokens(), true, true, List.of()));
        for (final HandshakeHead head : List.of(
                head("/", "Bearer " + TOKEN, null),
                head("/", "bearer   " + TOKEN + " ", null),
                head("/?token=" + TOKEN, "", null),
                head("/?a=b&token=" + TOKEN + "&c=d", "", null),
                head("/?token=" + TOKEN, "Basic dXNlcjpwYXNz", null),
                head("/?token=wrong", "Bearer " + TOKEN, null))) {
            assertThat(door.admit(head).name()).isEqualTo("desk");
            assertThat(head.toString()).doesNotContain(TOKEN);
        }
        assertRefused(door, head("/", "", null), Refusal.NO_TOKEN);
        assertRefused(door, head("/?xtoken=" + TOKEN, "", null), Refusal.NO_TOKEN);
        assertRefused(door, head("/token=" + TOKEN, TOKEN, null), Refusal.NO_TOKEN);
        assertRefused(door, head("/?token=", "", null), Refusal.WRONG_TOKEN);
        assertRefused(door, head("/", "Bearer", null), Refusal.NO_TOKEN);
        assertRefused(door, head("/", "Bearer ", null), Refusal.WRONG_TOKEN);
        assertRefused(door, head("/?token=" + TOKEN, "Bearer wrong", null), Refusal.WRONG_TOKEN);
        assertRefused(door, head("/", "Bearer " + TOKEN + "; Bearer " + TOKEN, null), Refusal.WRONG_TOKEN);
        assertRefused(door, head("/", "Bearer " + TOKEN, "https://evil.example"), Refusal.ORIGIN);
    }

    @Test
    void shouldSayThatTheTokensCannotBeRead() {
        final String file = folder.resolve("none").toString();
        assertThatThrownBy(() -> Door.of(new DoorSettings(file, false, false, List.of())))
                .isInstanceOf(DoorException.class)
                .hasMessageStartingWith("CONNECTOR_WSS_TOKENS_FILE: ")
                .hasMessageContaining(file);
    }

    private static void assertRefused(final Door door, final HandshakeHead head, final Refusal refusal) {
        assertThatThrownBy(() -> door.admit(head))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(refusal));
    }

    private static HandshakeHead head(final String target, final String authorization, final String origin) {
        return new HandshakeHead(target, authorization, origin, "127.0.0.1:8765");
    }

    private String tokens() throws Exception {
        return Files.writeString(folder.resolve("tokens.txt"), "desk " + TokenHash.hex(TOKEN))
                .toString();
    }
}
