package org.pollard.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.pollard.course.RoomPerson;
import org.pollard.course.RoomRole;

/// The people of a room as a file for spreadsheets.
record PeopleFile(List<RoomPerson> people, Words words) {

  PeopleFile {
    people = List.copyOf(people);
  }

  /// Headings, and what is said of somebody, in the language of a page.
  record Words(
      char separator,
      String people,
      String name,
      String login,
      String role,
      String removed,
      String anew,
      String yes,
      Map<RoomRole, String> roles) {

    private static final Words ENGLISH =
        new Words(
            ',',
            "People",
            "Name",
            "User name",
            "Role",
            "Removed",
            "Took over a device",
            "yes",
            Map.of(
                RoomRole.HOST, "Host",
                RoomRole.ASSISTANT, "Assistant",
                RoomRole.DESIGNER, "Designer",
                RoomRole.PARTICIPANT, "Participant",
                RoomRole.OBSERVER, "Observer",
                RoomRole.GUEST, "Guest"));

    private static final Words GERMAN =
        new Words(
            ';',
            "Teilnehmende",
            "Name",
            "Benutzername",
            "Rolle",
            "Entfernt",
            "Hat ein Gerät übernommen",
            "ja",
            Map.of(
                RoomRole.HOST, "Host",
                RoomRole.ASSISTANT, "Assistenz",
                RoomRole.DESIGNER, "Gestaltung",
                RoomRole.PARTICIPANT, "Teilnehmend",
                RoomRole.OBSERVER, "Beobachtend",
                RoomRole.GUEST, "Gast"));

    Words {
      roles = Map.copyOf(roles);
    }

    static Words of(@Nullable String language) {
      return "de".equals(language) ? GERMAN : ENGLISH;
    }

    private String role(RoomPerson person) {
      return roles.getOrDefault(person.role(), "");
    }
  }

  void writeCsv(OutputStream out) throws IOException {
    PrintWriter csv = new PrintWriter(new OutputStreamWriter(out, UTF_8));
    // The mark by which spreadsheets know the encoding.
    csv.print('\uFEFF');
    ResultsFile.line(
        csv, words.separator, words.name, words.login, words.role, words.removed, words.anew);
    for (RoomPerson each : people) {
      ResultsFile.line(
          csv,
          words.separator,
          each.name(),
          requireNonNullElse(each.login(), ""),
          words.role(each),
          each.removed() ? words.yes : "",
          each.anew() ? words.yes : "");
    }
    // It keeps faults to itself until it is asked.
    if (csv.checkError()) {
      throw new IOException("the file could not be written");
    }
  }

  void writeXlsx(OutputStream out) throws IOException {
    try (Workbook book = ResultsFile.book(out)) {
      Worksheet sheet = book.newWorksheet(words.people);
      VoteSheets.heading(sheet, 0, 0, words.name, 40);
      VoteSheets.heading(sheet, 0, 1, words.login, 30);
      VoteSheets.heading(sheet, 0, 2, words.role, 15);
      VoteSheets.heading(sheet, 0, 3, words.removed, 10);
      VoteSheets.heading(sheet, 0, 4, words.anew, 20);
      sheet.freezePane(0, 1);
      int line = 1;
      for (RoomPerson each : people) {
        VoteSheets.text(sheet, line, 0, each.name());
        VoteSheets.text(sheet, line, 1, each.login());
        VoteSheets.text(sheet, line, 2, words.role(each));
        VoteSheets.text(sheet, line, 3, each.removed() ? words.yes : "");
        VoteSheets.text(sheet, line, 4, each.anew() ? words.yes : "");
        line++;
      }
      sheet.finish();
    }
  }
}
