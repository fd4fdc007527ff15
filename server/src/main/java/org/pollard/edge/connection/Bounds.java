package org.pollard.edge.connection;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/// How many connections there may be, and how patient the server is with them. Immutable.
///
/// @param most connections at once, of everybody
/// @param mostOfAddress of one address
/// @param mostStrangersOfAddress of one address without a credential; a hall of 500 phones that
///   load a page with six connections each has to fit
/// @param head from the first byte of a request to the end of its head; from the accept for the
///   first
/// @param strangersIdle how long a connection without a credential may stand between requests
/// @param knownIdle the same with a credential
/// @param untaken how long answers may wait for a client that takes nothing of them
/// @param mostUntakenBytes of answers that wait for clients without a credential, all together
public record Bounds(
    int most,
    int mostOfAddress,
    int mostStrangersOfAddress,
    Duration head,
    Duration strangersIdle,
    Duration knownIdle,
    Duration untaken,
    long mostUntakenBytes) {

  private static final int MOST = 60_000;

  /// For the database, libraries, files and whatever is being accepted or closed.
  private static final long SPARE_DESCRIPTORS = 512;

  /// What an unfinished head may hold, which is the largest that is taken.
  private static final long BYTES_OF_CONNECTION = 16 * 1024;

  private static final int HALL = 4_000;
  private static final long FEWEST_UNTAKEN_BYTES = 32L << 20;

  /// Some 64 KiB for each stranger of a full share. A machine with more memory has it for others.
  private static final long MOST_UNTAKEN_BYTES = 256L << 20;

  /// The share of the heap that answers to strangers may take, and the network's own memory.
  private static final int SHARE_OF_HEAP = 8;

  private static final int NETWORKS_SHARE_OF_HEAP = 4;
  private static final long LEAST_FOR_NETWORK = 64L << 20;

  /// Enough for all the connections that there may be.
  private static final long MOST_FOR_NETWORK = 1L << 30;

  /// What this process can hold.
  static Bounds ofThisProcess() {
    long descriptors =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getMaxFileDescriptorCount()
            : Long.MAX_VALUE;
    return of(descriptors, Runtime.getRuntime().maxMemory());
  }

  /// @param descriptors that the process may open
  /// @param heap in bytes
  static Bounds of(long descriptors, long heap) {
    long spare = Math.min(SPARE_DESCRIPTORS, descriptors / 2);
    int most =
        (int)
            Math.min(MOST, Math.min(descriptors - spare, networkBytes(heap) / BYTES_OF_CONNECTION));
    return new Bounds(
        most,
        most / 4 * 3,
        Math.min(HALL, most / 2),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        Duration.ofMinutes(1),
        Math.clamp(heap / SHARE_OF_HEAP, FEWEST_UNTAKEN_BYTES, MOST_UNTAKEN_BYTES));
  }

  /// How much memory beside a heap of this size is for what comes and goes over the network.
  static long networkBytes(long heap) {
    return Math.clamp(heap / NETWORKS_SHARE_OF_HEAP, LEAST_FOR_NETWORK, MOST_FOR_NETWORK);
  }
}
