package org.pollard.edge;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;

/// Writes what is downloaded into a file of its own before anything of it goes out: to disk, since
/// a hall's votes do not fit into memory many times over. The file belongs to this server alone,
/// has no name any more while it is read, and is gone with its last reader. Thread-safe; waits for
/// its turn, so that many downloads at once do not ask the database all at once.
public final class Downloads {

  private static final System.Logger LOG = System.getLogger(Downloads.class.getName());
  private static final int MOST_AT_ONCE = 4;
  private static final int BUFFER = 1 << 16;

  private final Path folder;
  private final Semaphore turns = new Semaphore(MOST_AT_ONCE);

  /// @param folder is made when it is first needed
  public Downloads(Path folder) {
    this.folder = folder;
  }

  /// Writes a file's content; what it throws is thrown on.
  public interface Writing {
    void to(OutputStream out) throws IOException;
  }

  /// A file that is complete.
  ///
  /// @param length in bytes
  public record Whole(InputStream content, long length) {

    /// Sends it as the body of an answer whose other headers are set, and closes it. Waits for each
    /// part to be taken, so that who reads slowly holds a file and no memory. Where the client ends
    /// it that ends this answer alone, and not what else goes on over its connection.
    public void sendTo(HttpServerResponse response) {
      try (InputStream file = content) {
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(length));
        byte[] part = file.readNBytes(BUFFER);
        while (part.length > 0) {
          response.write(Buffer.buffer(part)).toCompletionStage().toCompletableFuture().join();
          part = file.readNBytes(BUFFER);
        }
        var _ = response.end();
      } catch (IOException | CompletionException | IllegalStateException e) {
        LOG.log(System.Logger.Level.DEBUG, "A download was not sent to its end: {0}", e.toString());
        response.reset();
      }
    }
  }

  /// Has the content written, all of it. Whoever reads it closes it.
  public Whole write(Writing writing) {
    turns.acquireUninterruptibly();
    try {
      FileChannel file = fresh();
      try {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(file), BUFFER);
        writing.to(out);
        out.flush();
        long length = file.position();
        file.position(0);
        return new Whole(Channels.newInputStream(file), length);
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a file to download could not be written", e);
    } finally {
      turns.release();
    }
  }

  private FileChannel fresh() throws IOException {
    Files.createDirectories(folder);
    return FileChannel.open(
        folder.resolve("download-" + UUID.randomUUID()),
        Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }
}
