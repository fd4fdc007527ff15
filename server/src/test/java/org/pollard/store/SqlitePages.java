package org.pollard.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Reads rows of whole numbers from the bytes of a SQLite file and its journal, without SQLite
/// (https://sqlite.org/fileformat2.html).
final class SqlitePages {

  private static final int FILE_HEADER = 100;
  private static final int JOURNAL_HEADER = 32;
  private static final int FRAME_HEADER = 24;
  private static final int INDEX_INTERIOR = 2;
  private static final int INDEX_LEAF = 10;

  /// One version of one page in the journal.
  ///
  /// @param commits whether a transaction ends with it
  record Frame(int page, boolean commits, List<List<Long>> rows) {}

  private SqlitePages() {}

  /// The frames of the journal in the order in which they were written.
  static List<Frame> journal(Path database) {
    ByteBuffer bytes = read(Path.of(database + "-wal"));
    List<Frame> frames = new ArrayList<>();
    if (bytes.capacity() < JOURNAL_HEADER) {
      return frames;
    }
    int pageSize = bytes.getInt(8);
    // Frames of an earlier round, which the file keeps, carry another salt; to the curious they are
    // as good as any.
    for (int at = JOURNAL_HEADER;
        at + FRAME_HEADER + pageSize <= bytes.capacity();
        at += FRAME_HEADER + pageSize) {
      int page = bytes.getInt(at);
      ByteBuffer content = bytes.slice(at + FRAME_HEADER, pageSize);
      frames.add(new Frame(page, bytes.getInt(at + 4) != 0, rows(content, page == 1)));
    }
    return frames;
  }

  /// The rows of the file, page by page, each page in the order in which they lie there.
  static List<List<Long>> file(Path database) {
    ByteBuffer bytes = read(database);
    int pageSize = bytes.getShort(16) == 1 ? 65_536 : bytes.getShort(16) & 0xffff;
    List<List<Long>> rows = new ArrayList<>();
    for (int at = 0; at + pageSize <= bytes.capacity(); at += pageSize) {
      rows.addAll(rows(bytes.slice(at, pageSize), at == 0));
    }
    return rows;
  }

  private static ByteBuffer read(Path file) {
    try {
      return Files.exists(file)
          ? ByteBuffer.wrap(Files.readAllBytes(file))
          : ByteBuffer.allocate(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<List<Long>> rows(ByteBuffer page, boolean first) {
    int header = first ? FILE_HEADER : 0;
    int type = page.get(header);
    if (type != INDEX_LEAF && type != INDEX_INTERIOR) {
      return List.of();
    }
    int pointers = header + (type == INDEX_LEAF ? 8 : 12);
    List<Integer> cells = new ArrayList<>();
    for (int i = 0; i < (page.getShort(header + 3) & 0xffff); i++) {
      cells.add(page.getShort(pointers + 2 * i) & 0xffff);
    }
    // New cells are put before the older ones.
    cells.sort(Comparator.reverseOrder());
    List<List<Long>> rows = new ArrayList<>();
    for (int cell : cells) {
      page.position(cell + (type == INDEX_LEAF ? 0 : 4));
      rows.add(record(page));
    }
    return rows;
  }

  /// Empty when it holds anything but whole numbers.
  private static List<Long> record(ByteBuffer page) {
    long size = varint(page);
    int start = page.position();
    long headerEnd = start + varint(page);
    List<Long> types = new ArrayList<>();
    while (page.position() < headerEnd) {
      types.add(varint(page));
    }
    List<Long> values = new ArrayList<>();
    for (long type : types) {
      if (type == 8 || type == 9) {
        values.add(type - 8);
      } else if (type >= 1 && type <= 6) {
        int length = type <= 4 ? (int) type : type == 5 ? 6 : 8;
        if (page.position() + length > start + size || page.remaining() < length) {
          return List.of();
        }
        values.add(number(page, length));
      } else {
        return List.of();
      }
    }
    return values;
  }

  private static long number(ByteBuffer page, int length) {
    long value = page.get();
    for (int i = 1; i < length; i++) {
      value = (value << 8) | (page.get() & 0xff);
    }
    return value;
  }

  private static long varint(ByteBuffer page) {
    long value = 0;
    for (int i = 0; i < 9; i++) {
      int next = page.get();
      if (i == 8) {
        return (value << 8) | (next & 0xff);
      }
      value = (value << 7) | (next & 0x7f);
      if (next >= 0) {
        break;
      }
    }
    return value;
  }
}
