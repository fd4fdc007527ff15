package org.pollard.realtimekit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pollard.people.PlainText;
import org.pollard.people.Quota;

/// A poll that is to be asked, with texts as they were sent. The limits hold on every channel of
/// this wire.
public record NewPoll(String question, List<String> options, boolean anonymous, boolean hideVotes) {

  private static final int LONGEST_QUESTION = 1_000;
  private static final int LONGEST_OPTION = 500;

  /// The published example has one; the clients that people use ask for two by themselves.
  private static final int FEWEST_OPTIONS = 1;

  private static final int MOST_OPTIONS = Quota.CHOICES.most();

  public NewPoll {
    options = List.copyOf(options);
  }

  /// All that is wrong, one sentence each; empty when it can be asked.
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    length("question", question, LONGEST_QUESTION, problems);
    if (options.size() < FEWEST_OPTIONS || options.size() > MOST_OPTIONS) {
      problems.add(
          "options must be %d to %d texts, not %d."
              .formatted(FEWEST_OPTIONS, MOST_OPTIONS, options.size()));
    } else {
      for (int i = 0; i < options.size(); i++) {
        length("options[" + i + "]", options.get(i), LONGEST_OPTION, problems);
      }
    }
    return problems;
  }

  private static void length(String name, String text, int longest, List<String> problems) {
    int length = Texts.length(text);
    if (length > longest || PlainText.looksEmpty(text)) {
      problems.add("%s must have 1 to %d characters.".formatted(name, longest));
    } else if (!PlainText.isText(text)) {
      problems.add("%s %s.".formatted(name, PlainText.RULE));
    }
  }

  /// Reads a body. Ends the call when anything is wrong.
  static NewPoll read(Given given) {
    String question = given.text("question");
    @Nullable List<String> options = given.texts("options");
    NewPoll poll =
        new NewPoll(
            question == null ? "" : question,
            options == null ? List.of() : options,
            given.truth("anonymous", false),
            given.truth("hide_votes", false));
    given.notNull("anonymous", "hide_votes");
    given.check();
    poll.problems().forEach(given::problem);
    given.check();
    return poll;
  }
}
