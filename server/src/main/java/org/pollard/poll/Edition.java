package org.pollard.poll;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.pollard.people.Secrets;

/// Tells one text of a poll from the next, so that whoever changes it can say which one they have
/// seen, and nobody overwrites what they have not. It holds which choices are right: not for those
/// who may not know.
public final class Edition {

  private static final int LENGTH = 22;

  private Edition() {}

  /// A short word of letters and digits that is another one after each change of what is asked.
  public static String of(Poll poll, List<Choice> choices) {
    StringBuilder all = new StringBuilder();
    add(all, poll.question());
    add(all, String.valueOf(poll.description()));
    add(all, poll.asks().kind().word());
    add(all, String.valueOf(poll.asks().kept()));
    choices.stream()
        .sorted(Comparator.comparingLong(each -> each.id().value()))
        .forEach(
            each -> {
              add(all, Long.toString(each.id().value()));
              add(all, String.valueOf(each.position()));
              add(all, each.text());
              add(all, Boolean.toString(each.correct()));
            });
    return Secrets.hash(all.toString()).substring(0, LENGTH);
  }

  /// Whether one of those that somebody has seen is this one; so it is when they name none.
  public static boolean isAmong(Set<String> seen, Poll poll, List<Choice> choices) {
    return seen.isEmpty() || seen.contains(of(poll, choices));
  }

  private static void add(StringBuilder all, String part) {
    all.append(part.length()).append(':').append(part);
  }
}
