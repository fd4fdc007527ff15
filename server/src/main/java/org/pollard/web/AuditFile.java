package org.pollard.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.util.List;
import org.pollard.people.AuditEntry;
import org.pollard.people.AuditStore;

/// The audit log as a file for spreadsheets, the newest first, read a slice at a time.
record AuditFile(AuditStore store) {

  private static final int SLICE = 1_000;

  void writeCsv(OutputStream out) throws IOException {
    PrintWriter csv = new PrintWriter(new OutputStreamWriter(out, UTF_8));
    // The mark by which spreadsheets know the encoding.
    csv.print('\uFEFF');
    ResultsFile.line(csv, ',', "id", "time", "event", "user", "name", "detail", "address");
    long before = Long.MAX_VALUE;
    List<AuditEntry> slice;
    do {
      slice = store.newest(before, null, SLICE);
      for (AuditEntry each : slice) {
        line(csv, each);
        before = each.id();
      }
    } while (slice.size() == SLICE);
    // It keeps faults to itself until it is asked.
    if (csv.checkError()) {
      throw new IOException("the file could not be written");
    }
  }

  private static void line(PrintWriter csv, AuditEntry each) {
    ResultsFile.line(
        csv,
        ',',
        Long.toString(each.id()),
        each.at().toString(),
        AuditResource.word(each.event()),
        each.actor() == null ? "" : Long.toString(each.actor().value()),
        each.actorName(),
        each.detail(),
        each.address() == null ? "" : each.address());
  }
}
