package org.pollard.web;

import org.jspecify.annotations.Nullable;

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
    String text) {

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
          "Text");

  private static final FileWords GERMAN =
      new FileWords(
          ';',
          "Ergebnisse",
          "Stimmen",
          "Umfrage",
          "Gefragt (UTC)",
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
          "Enthalten",
          "Stufe",
          "Platz",
          "Zahl",
          "Wort",
          "Text");

  /// Of a page; English for whatever is not German.
  static FileWords of(@Nullable String language) {
    return "de".equals(language) ? GERMAN : ENGLISH;
  }
}
