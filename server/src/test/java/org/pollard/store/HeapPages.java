package org.pollard.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads the rows of a PostgreSQL table from the bytes of its file, dead ones too, without
/// PostgreSQL (its documentation, "Database Page Layout"). Only for tables of fixed-width columns.
final class HeapPages {

  private static final int PAGE = 8_192;
  private static final int PAGE_HEADER = 24;
  private static final int NORMAL = 1;

  /// A version of a row, live or dead.
  ///
  /// @param xmin the transaction that wrote it
  /// @param values its columns, given their widths in bytes
  record Row(long xmin, List<Long> values) {}

  private HeapPages() {}

  /// In the order in which they lie in the file.
  static List<Row> read(Path file, int... widths) {
    ByteBuffer bytes;
    try {
      bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Row> rows = new ArrayList<>();
    for (int page = 0; page + PAGE <= bytes.capacity(); page += PAGE) {
      int lower = bytes.getShort(page + 12) & 0xffff;
      for (int at = PAGE_HEADER; at < lower; at += 4) {
        int pointer = bytes.getInt(page + at);
        if (((pointer >> 15) & 3) == NORMAL) {
          rows.add(row(bytes, page + (pointer & 0x7fff), widths));
        }
      }
    }
    return rows;
  }

  private static Row row(ByteBuffer bytes, int at, int... widths) {
    long xmin = bytes.getInt(at) & 0xffffffffL;
    int column = at + (bytes.get(at + 22) & 0xff);
    List<Long> values = new ArrayList<>();
    for (int width : widths) {
      column = at + (column - at + width - 1) / width * width;
      values.add(width == Long.BYTES ? bytes.getLong(column) : (long) bytes.getInt(column));
      column += width;
    }
    return new Row(xmin, values);
  }
}
