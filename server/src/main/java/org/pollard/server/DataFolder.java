package org.pollard.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/// The folder in which a server writes, made when it is missing and held against other servers: two
/// that write the same files would believe what they remember instead of what the other wrote.
/// Released when closed, or when the process ends in whatever way.
public final class DataFolder implements AutoCloseable {

  private static final String LOCK = "lock";

  private final Path path;
  private final FileChannel channel;

  private DataFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /// Whether a server, or a command in its place, holds this folder at the moment.
  public static boolean isHeld(Path path) {
    if (!Files.exists(path.resolve(LOCK))) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.WRITE)) {
      return lock(channel) == null;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the data folder " + path + ": " + e, e);
    }
  }

  /// Makes the folder where it is missing, and holds it.
  ///
  /// @throws IllegalStateException when somebody holds it already
  public static DataFolder open(Path path) {
    try {
      if (!Files.isDirectory(path)) {
        Files.createDirectories(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      FileChannel channel =
          FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new IllegalStateException("another server uses the data folder " + path);
      }
      return new DataFolder(path, channel);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the data folder " + path + ": " + e, e);
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot release the data folder " + path, e);
    }
  }
}
