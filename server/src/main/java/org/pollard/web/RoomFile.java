package org.pollard.web;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.pollard.poll.Choice;
import org.pollard.poll.ChoiceId;
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
        VoteSheets sheets = new VoteSheets(book, words, true);
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
    int line = 1;
    for (ManagedSessions.Managed each : sessions) {
      Tally tally = tallies.get(each.session().id());
      for (Choice choice : each.choices()) {
        long count = tally == null ? 0 : tally.counts().getOrDefault(choice.id(), 0L);
        VoteSheets.text(sheet, line, 0, each.poll().question());
        VoteSheets.date(sheet, line, 1, each.session().createdAt());
        VoteSheets.text(sheet, line, 2, choice.text());
        ResultsFile.count(sheet, line, 3, count, tally == null ? 0 : tally.total());
        VoteSheets.text(sheet, line, 5, choice.correct() ? words.yes() : "");
        line++;
      }
    }
    sheet.finish();
  }

  private void writeVotes(VoteSheets sheets, ManagedSessions.Managed of) {
    Map<ChoiceId, String> texts =
        of.choices().stream().collect(Collectors.toMap(Choice::id, Choice::text));
    votes.named(
        of.session().id(), each -> sheets.add(of, each, texts.getOrDefault(each.choice(), "")));
  }
}
