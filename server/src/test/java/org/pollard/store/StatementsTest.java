package org.pollard.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a database that is spread by session would need: whatever is said about votes, counts and
/// participation names the session.
class StatementsTest {

  private static final Path SOURCES =
      Path.of(System.getProperty("pollard.root", ".."), "server/src/main/java/org/pollard/store");
  private static final Pattern TEXT =
      Pattern.compile("\"\"\"\n(.*?)\"\"\"|\"((?:[^\"\\\\\n]|\\\\.)+)\"", Pattern.DOTALL);
  private static final Pattern OF_VOTES =
      Pattern.compile("\\b(FROM|INTO|UPDATE|JOIN)\\s+(vote|tally|participation)\\b");

  @Test
  void every_statement_on_votes_tallies_and_participation_names_its_session() throws IOException {
    List<String> statements;
    try (Stream<Path> files = Files.walk(SOURCES)) {
      statements =
          files
              .filter(Files::isRegularFile)
              .flatMap(StatementsTest::texts)
              .filter(StatementsTest::isOfVotes)
              .toList();
    }

    assertThat(statements)
        .hasSizeGreaterThan(25)
        .allSatisfy(each -> assertThat(each).contains("session_id"));
    assertThat(isOfVotes("SELECT count(*) FROM vote WHERE voter_id = :voter")).isTrue();
    assertThat(isOfVotes("SELECT count(*) FROM voter")).isFalse();
  }

  private static Stream<String> texts(Path file) {
    try {
      return TEXT
          .matcher(Files.readString(file))
          .results()
          .map(StatementsTest::text)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(MatchResult found) {
    return found.group(1) != null ? found.group(1) : found.group(2);
  }

  private static boolean isOfVotes(String text) {
    return OF_VOTES.matcher(text).find();
  }
}
