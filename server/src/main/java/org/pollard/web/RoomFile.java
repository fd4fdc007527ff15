package org.pollard.web;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.pollard.poll.Results;
import org.pollard.poll.SessionId;
import org.pollard.poll.Tally;

/// All results of a room as one file: a sheet of counts, and one of who chose what in its named
/// sessions. Written as a stream.
record RoomFile(
    List<ManagedSessions.Managed> sessions,
    Map<SessionId, Tally> tallies,
    NamedVotes votes,
    FileWords words) {

  RoomFile {
    sessions = List.copyOf(sessions);
    tallies = Map.copyOf(tallies);
  }

  void write(OutputStream out) throws IOException {
    try (Workbook book = ResultsFile.book(out)) {
      writeCounts(book);
      List<ManagedSessions.Managed> named =
          sessions.stream().filter(each -> !each.session().anonymous()).toList();
      if (!named.isEmpty()) {
        VoteSheets sheets = new VoteSheets(book, words, List.of(words.choice()), true);
        try {
          named.forEach(each -> writeVotes(sheets, each));
        } catch (UncheckedIOException e) {
          throw e.getCause();
        }
        sheets.finish();
      }
    }
  }

  private void writeCounts(Workbook book) throws IOException {
    Worksheet sheet = book.newWorksheet(words.results());
    VoteSheets.heading(sheet, 0, 0, words.poll(), 40);
    VoteSheets.heading(sheet, 0, 1, words.asked(), 20);
    VoteSheets.heading(sheet, 0, 2, words.choice(), 40);
    VoteSheets.heading(sheet, 0, 3, words.count(), 10);
    VoteSheets.heading(sheet, 0, 4, words.share(), 10);
    VoteSheets.heading(sheet, 0, 5, words.correct(), 10);
    VoteSheets.heading(sheet, 0, 6, words.step() + " / " + words.place(), 10);
    int line = 1;
    for (ManagedSessions.Managed each : sessions) {
      Tally tally = tallies.get(each.session().id());
      CountedBuckets counted =
          CountedBuckets.of(
              each.poll(), each.choices(), tally == null ? Results.NONE : tally.results());
      for (CountedBuckets.Row row : counted.rows()) {
        VoteSheets.text(sheet, line, 0, each.poll().question());
        VoteSheets.date(sheet, line, 1, each.session().createdAt());
        VoteSheets.text(sheet, line, 2, row.label());
        ResultsFile.count(sheet, line, 3, row.people(), counted.people());
        VoteSheets.text(sheet, line, 5, row.correct() ? words.yes() : "");
        VoteSheets.text(sheet, line, 6, row.part());
        line++;
      }
    }
    sheet.finish();
  }

  private void writeVotes(VoteSheets sheets, ManagedSessions.Managed of) {
    AnswerColumns columns = new AnswerColumns(of.poll(), of.choices(), words);
    votes.named(
        of.session().id(), each -> sheets.add(of, each, List.of(columns.inOneCell(each.answer()))));
  }
}
