package org.pollard.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// How a command answers: words for people, or one JSON object for programs. What is said on the
/// way goes to the error output, so that the answer alone can be piped on.
final class Answering {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(names = "--json", description = "Answer with one JSON object.")
  private boolean json;

  /// Gives the answer.
  ///
  /// @param answer a record, whose components become the members of the object
  /// @param words the same for people
  int with(Object answer, String words) {
    try {
      spec.commandLine().getOut().println(json ? JSON.writeValueAsString(answer) : words);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer has no JSON", e);
    }
    return Main.DONE;
  }

  /// Tells people what goes on meanwhile.
  void meanwhile(String words) {
    spec.commandLine().getErr().println(words);
    spec.commandLine().getErr().flush();
  }
}
