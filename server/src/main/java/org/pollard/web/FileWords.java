package org.pollard.web;

import org.jspecify.annotations.Nullable;
import org.pollard.poll.EntryState;

/// The headings of a file, and what parts its columns: spreadsheets expect the semicolon where the
/// comma is in numbers. Immutable.
record FileWords(
    char separator,
    String results,
    String votes,
    String poll,
    String asked,
    String question,
    String choice,
    String count,
    String share,
    String correct,
    String yes,
    String voter,
    String login,
    String time,
    String people,
    String abstained,
    String step,
    String place,
    String value,
    String word,
    String text,
    String unseen,
    String hidden,
    String waits) {

  private static final FileWords ENGLISH =
      new FileWords(
          ',',
          "Results",
          "Votes",
          "Poll",
          "Asked (UTC)",
          "Question",
          "Choice",
          "Votes",
          "Share",
          "Correct",
          "yes",
          "Voter",
          "User name",
          "Time (UTC)",
          "People",
          "Abstained",
          "Step",
          "Place",
          "Number",
          "Word",
          "Text",
          "Not shown",
          "hidden",
          "waits");

  private static final FileWords GERMAN =
      new FileWords(
          ';',
          "Ergebnisse",
          "Stimmen",
          "Umfrage",
          "Gestellt (UTC)",
          "Frage",
          "Antwort",
          "Stimmen",
          "Anteil",
          "Richtig",
          "ja",
          "Wer",
          "Benutzername",
          "Zeit (UTC)",
          "Personen",
          "Enthaltung",
          "Stufe",
          "Platz",
          "Zahl",
          "Wort",
          "Text",
          "Nicht gezeigt",
          "verborgen",
          "wartet");

  /// Why something is not shown to everybody; empty for what is.
  String unseen(@Nullable EntryState state) {
    return state == EntryState.HIDDEN ? hidden : state == EntryState.PENDING ? waits : "";
  }

  /// A number as spreadsheets of this language read it.
  String number(String plain) {
    return separator == ';' ? plain.replace('.', ',') : plain;
  }

  /// Of a page; English for whatever is not German.
  static FileWords of(@Nullable String language) {
    return "de".equals(language) ? GERMAN : ENGLISH;
  }
}
