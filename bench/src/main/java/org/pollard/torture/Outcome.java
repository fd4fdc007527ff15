package org.pollard.torture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.pollard.torture.History.Answer;
import org.pollard.torture.History.What;

/// What came of the torture of one database.
///
/// @param answers how often each status came, and streams
/// @param strange answers that nobody should ever get
record Outcome(
    String database,
    double seconds,
    int voters,
    History history,
    Map<String, Long> blows,
    Map<String, Long> answers,
    List<String> strange,
    List<Violation> violations) {

  Outcome {
    strange = List.copyOf(strange);
    violations = List.copyOf(violations);
  }

  long acknowledged() {
    return tries(Answer.COUNTED);
  }

  /// For the result's file.
  Map<String, Object> drawn() {
    Map<String, Object> drawn = new LinkedHashMap<>();
    drawn.put("database", database);
    drawn.put("seconds", seconds);
    drawn.put("voters", voters);
    drawn.put("acknowledged", acknowledged());
    drawn.put("alreadyVoted", tries(Answer.ALREADY_VOTED));
    drawn.put("refused", tries(Answer.REFUSED));
    drawn.put("withoutAnswer", tries(Answer.UNKNOWN));
    drawn.put("opened", changes(What.OPEN));
    drawn.put("closed", changes(What.CLOSE));
    drawn.put("deletedSessions", changes(What.DELETE));
    drawn.put(
        "deletedChoices",
        history.deletions().stream().filter(History.ChoiceDeletion::acknowledged).count());
    drawn.put("snapshots", history.seen().size());
    drawn.put("blows", blows);
    drawn.put("answers", answers);
    drawn.put("strange", strange);
    drawn.put("violations", violations.stream().map(Violation::toString).toList());
    return drawn;
  }

  String summary() {
    return String.format(
        Locale.ROOT,
        """
        %s, %.0f s: %,d votes acknowledged to %,d voters, %,d refused as repeats, %,d refused, %,d without an answer
          %,d openings, %,d closes, %,d sessions and %s choices deleted; %,d snapshots read
          blows: %s
          answers: %s
          violations: %d%s""",
        database,
        seconds,
        acknowledged(),
        voters,
        tries(Answer.ALREADY_VOTED),
        tries(Answer.REFUSED),
        tries(Answer.UNKNOWN),
        changes(What.OPEN),
        changes(What.CLOSE),
        changes(What.DELETE),
        drawn().get("deletedChoices"),
        history.seen().size(),
        blows,
        answers,
        violations.size(),
        strange.isEmpty() ? "" : "\n  strange: " + strange.getFirst());
  }

  private long tries(Answer answer) {
    return history.tries().stream().filter(each -> each.answer() == answer).count();
  }

  private long changes(What what) {
    return history.changes().stream()
        .filter(each -> each.what() == what && each.acknowledged())
        .count();
  }
}
