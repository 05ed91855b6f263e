package dev.wick.engine.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadingTest {
    @TempDir
    private Path folder;

    private Path file;
    private int loads;
    private long nowMs;
    private Reloading<String> text;

    @BeforeEach
    void create() throws Exception {
        file = folder.resolve("file.txt");
        write("one");
        text = new Reloading<>("texts", List.of(file), this::load);
        loads = 0;
    }

    private String load() throws DoorException {
        loads++;
        try {
            final String read = Files.readString(file);
            if (read.startsWith("broken")) {
                throw new DoorException("it is broken");
            }
            return read;
        } catch (final IOException e) {
            throw new DoorException("it cannot be read", e);
        }
    }

    @Test
    void shouldReadOnlyWhatHasChanged() throws Exception {
        assertThat(ticks(5)).isZero();
        assertThat(loads).isZero();
        write("two");
        assertThat(ticks(5)).isEqualTo(1);
        assertThat(loads).isEqualTo(1);
        assertThat(text.current()).isEqualTo("two");
    }

    @Test
    void shouldSeeAChangeThatKeepsTheSize() throws Exception {
        Files.writeString(file, "eno");
        Files.setLastModifiedTime(file, FileTime.fromMillis(12_345));
        assertThat(ticks(3)).isEqualTo(1);
        assertThat(text.current()).isEqualTo("eno");
    }

    @Test
    void shouldLookOncePerSecondAndWaitUntilTheWriterIsDone() throws Exception {
        text.tick(nowMs);
        write("");
        assertThat(text.tick(nowMs + 999)).isFalse();
        assertThat(text.tick(nowMs + 1_000)).isFalse();
        write("now it is whole");
        assertThat(text.tick(nowMs + 2_000)).isFalse();
        assertThat(loads).isZero();
        assertThat(text.tick(nowMs + 3_000)).isTrue();
        assertThat(text.current()).isEqualTo("now it is whole");
    }

    @Test
    void shouldKeepTheOldWhileTheNewIsBrokenAndSayItOnce() throws Exception {
        write("broken");
        assertThat(ticks(10)).isZero();
        assertThat(loads).isEqualTo(1);
        assertThat(text.failures()).isEqualTo(1);
        assertThat(text.isStale()).isTrue();
        assertThat(text.current()).isEqualTo("one");
        Files.delete(file);
        assertThat(ticks(10)).isZero();
        assertThat(text.failures()).isEqualTo(2);
        write("three");
        assertThat(ticks(3)).isEqualTo(1);
        assertThat(text.isStale()).isFalse();
        assertThat(text.current()).isEqualTo("three");
    }

    @Test
    void shouldNotBeginWithABrokenFile() throws Exception {
        write("broken");
        assertThatThrownBy(() -> new Reloading<>("texts", List.of(file), this::load))
                .isInstanceOf(DoorException.class);
    }

    /** How many of so many looks found something new. */
    private int ticks(final int count) {
        int news = 0;
        for (int i = 0; i < count; i++) {
            nowMs += 1_000;
            news += text.tick(nowMs) ? 1 : 0;
        }
        return news;
    }

    private void write(final String content) throws IOException {
        Files.writeString(file, content);
    }
}
