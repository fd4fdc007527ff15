package org.pollard.web;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.pollard.poll.EntryState;
import org.pollard.poll.Kind;
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
        List<String> headings =
            moderated() ? List.of(words.choice(), words.unseen()) : List.of(words.choice());
        VoteSheets sheets = new VoteSheets(book, words, headings, true);
        try {
          named.forEach(each -> writeVotes(sheets, each));
        } catch (UncheckedIOException e) {
          throw e.getCause();
        }
        sheets.finish();
      }
    }
  }

  /// Whether hosts say somewhere what is shown.
  private boolean moderated() {
    return sessions.stream().anyMatch(each -> each.poll().asks().moderated());
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
    if (moderated()) {
      VoteSheets.heading(sheet, 0, 7, words.unseen(), 15);
    }
    sheet.freezePane(0, 1);
    int line = 1;
    for (ManagedSessions.Managed each : sessions) {
      Tally tally = tallies.get(each.session().id());
      CountedBuckets counted =
          CountedBuckets.of(
              each.poll(), each.choices(), tally == null ? Results.NONE : tally.results(), words);
      for (CountedBuckets.Row row : counted.rows()) {
        VoteSheets.text(sheet, line, 0, each.poll().question());
        VoteSheets.date(sheet, line, 1, each.session().askedAt());
        VoteSheets.label(sheet, line, 2, row.label(), each.poll().asks().kind() == Kind.NUMBER);
        ResultsFile.count(sheet, line, 3, row, counted.people());
        VoteSheets.text(sheet, line, 5, row.correct() ? words.yes() : "");
        VoteSheets.label(sheet, line, 6, row.part(), true);
        VoteSheets.text(sheet, line, 7, words.unseen(row.state()));
        line++;
      }
    }
    sheet.finish();
  }

  private void writeVotes(VoteSheets sheets, ManagedSessions.Managed of) {
    AnswerColumns columns = new AnswerColumns(of.poll(), of.choices(), words);
    Tally tally = tallies.get(of.session().id());
    Map<String, EntryState> states =
        tally == null ? Map.of() : AnswerColumns.states(of.poll().asks(), tally.results());
    votes.named(
        of.session().id(),
        each -> {
          String said = columns.inOneCell(each.answer());
          String unseen = AnswerColumns.unseen(each.answer(), states, words);
          sheets.add(of, each, moderated() ? List.of(said, unseen) : List.of(said));
        });
  }
}
