package dev.wick.engine.journal;

import dev.wick.engine.config.Setting;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.agrona.CloseHelper;

/**
 * The folder of the journal, which belongs to one engine at a time, and the names in it. The thread that starts the engine,
 * later the one that makes segments.
 */
final class JournalFolder implements AutoCloseable {
    static final String UNFINISHED = ".new";

    private static final String LOCK = "journal.lock";
    private static final String DAMAGED = ".damaged";
    private static final Pattern SEGMENT = Pattern.compile("closed-(\\d{10,18})\\.journal");
    private static final Pattern SET_ASIDE = Pattern.compile("closed-(\\d{10,18})\\.journal\\.damaged");

    private final Path folder;
    private final FileChannel lockFile;
    private final FileLock lock;

    private JournalFolder(final Path folder, final FileChannel lockFile, final FileLock lock) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /** Makes the folder if need be, and takes it. */
    static JournalFolder open(final Path folder) throws JournalException {
        FileChannel lockFile = null;
        try {
            Files.createDirectories(folder);
            lockFile = FileChannel.open(
                    folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            final FileLock lock = tryLock(lockFile);
            if (lock != null) {
                final JournalFolder opened = new JournalFolder(folder, lockFile, lock);
                opened.deleteUnfinished();
                return opened;
            }
        } catch (final IOException e) {
            CloseHelper.quietClose(lockFile);
            throw unusable(folder, e);
        }
        CloseHelper.quietClose(lockFile);
        throw new JournalException(
                name(folder) + ": another engine is using this folder; stop it, or give this one a folder of its own",
                null);
    }

    /** That the folder cannot be used, for people. */
    static JournalException unusable(final Path folder, final IOException cause) {
        return new JournalException(
                name(folder) + ": the journal cannot be kept there: " + cause
                        + "; name a folder that can be made and written, on a disk with room, or leave the setting empty"
                        + " to run without a journal",
                cause);
    }

    private static String name(final Path folder) {
        return Setting.JOURNAL_DIR.environmentName() + " = " + folder;
    }

    /** Null if another has it, be it in this process or not. */
    private static FileLock tryLock(final FileChannel lockFile) throws IOException {
        try {
            return lockFile.tryLock();
        } catch (final OverlappingFileLockException e) {
            return null;
        }
    }

    private void deleteUnfinished() throws IOException {
        for (final Path file : files()) {
            if (file.getFileName().toString().endsWith(UNFINISHED)) {
                Files.delete(file);
            }
        }
    }

    Path folder() {
        return folder;
    }

    /** The file of a segment. */
    Path file(final long number) {
        return folder.resolve(String.format("closed-%010d.journal", number));
    }

    /** The segments that are there, oldest first. */
    NavigableMap<Long, Path> segments() throws IOException {
        return numbered(SEGMENT);
    }

    /** Those that were set aside, oldest first. */
    NavigableMap<Long, Path> damaged() throws IOException {
        return numbered(SET_ASIDE);
    }

    private NavigableMap<Long, Path> numbered(final Pattern pattern) throws IOException {
        final TreeMap<Long, Path> found = new TreeMap<>();
        for (final Path file : files()) {
            final Matcher matcher = pattern.matcher(file.getFileName().toString());
            if (matcher.matches()) {
                found.put(Long.parseLong(matcher.group(1)), file);
            }
        }
        return found;
    }

    private List<Path> files() throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            return StreamSupport.stream(all.spliterator(), false)
                    .sorted(Comparator.naturalOrder())
                    .collect(Collectors.toList());
        }
    }

    /** Keeps a copy of a damaged file, which is about to be replaced; returns its name. */
    Path copyAside(final Path file) throws IOException {
        final Path aside = aside(file);
        Files.copy(file, aside, StandardCopyOption.REPLACE_EXISTING);
        deleteOldDamaged();
        return aside;
    }

    /** Takes a damaged file out of the way; returns its new name. */
    Path moveAside(final Path file) throws IOException {
        final Path aside = aside(file);
        Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        deleteOldDamaged();
        return aside;
    }

    private static Path aside(final Path file) {
        return file.resolveSibling(file.getFileName() + DAMAGED);
    }

    private void deleteOldDamaged() throws IOException {
        final NavigableMap<Long, Path> all = damaged();
        while (all.size() > JournalSettings.DAMAGED_KEPT) {
            Files.deleteIfExists(all.pollFirstEntry().getValue());
        }
    }

    /** Gives the folder back. */
    @Override
    public void close() {
        CloseHelper.quietCloseAll(lock, lockFile);
    }
}
