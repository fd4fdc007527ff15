package org.pollard.canvas;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pollard.course.CourseState;
import org.pollard.course.EnrollmentState;
import org.pollard.course.EnrollmentType;

/// The parameters that narrow a list. One that Canvas publishes and that is not supported here is
/// refused by its name: left out, the list would hold more than was asked for. What only adds
/// fields (`include[]`) may be left out.
final class Filters {

  /// What Canvas lists unless states are named.
  private static final List<EnrollmentState> CURRENT =
      List.of(EnrollmentState.ACTIVE, EnrollmentState.INVITED);

  /// States that Canvas knows and nothing here ever has: they narrow a list to nothing.
  private static final Set<String> NEVER = Set.of("rejected", "creation_pending");

  private static final int LONGEST_SHOWN = 64;

  private Filters() {}

  /// @param published names of filters in Canvas that are none here
  static void refuse(CanvasCall call, List<String> published) {
    for (String each : published) {
      if (call.params().root().get(each).isPresent()) {
        throw new Refusal(
            CanvasErrors.badRequest("The filter " + each + " is not supported by this server"));
      }
    }
  }

  /// The types that parameters name, in long or in short form; none named means all.
  static List<EnrollmentType> types(CanvasCall call, String... parameters) {
    List<EnrollmentType> types = new ArrayList<>();
    for (String parameter : parameters) {
      for (String text : texts(call, parameter)) {
        types.add(EnrollmentWire.type(text).orElseThrow(() -> unknown(parameter, text)));
      }
    }
    return types;
  }

  /// The states that a parameter names; none named means active and invited. Empty when only such
  /// are named as nothing here ever has.
  static List<EnrollmentState> states(CanvasCall call, String parameter) {
    List<String> named = texts(call, parameter);
    if (named.isEmpty()) {
      return CURRENT;
    }
    List<EnrollmentState> states = new ArrayList<>();
    for (String text : named) {
      states.addAll(
          switch (text) {
            case "current_and_invited", "current_and_future" -> CURRENT;
            case "current_and_concluded" ->
                List.of(EnrollmentState.ACTIVE, EnrollmentState.COMPLETED);
            case "invited_or_pending" -> List.of(EnrollmentState.INVITED);
            default ->
                NEVER.contains(text)
                    ? List.of()
                    : List.of(
                        EnrollmentWire.state(text).orElseThrow(() -> unknown(parameter, text)));
          });
    }
    return states.stream().distinct().toList();
  }

  /// The states of courses that a parameter names; none named means all but deleted.
  static List<CourseState> courseStates(CanvasCall call, String parameter) {
    List<String> named = texts(call, parameter);
    return named.isEmpty()
        ? List.of(CourseState.UNPUBLISHED, CourseState.AVAILABLE, CourseState.COMPLETED)
        : named.stream().flatMap(text -> courseState(parameter, text).stream()).distinct().toList();
  }

  private static List<CourseState> courseState(String parameter, String text) {
    return switch (text) {
      case "unpublished", "created", "claimed" -> List.of(CourseState.UNPUBLISHED);
      case "available" -> List.of(CourseState.AVAILABLE);
      case "completed" -> List.of(CourseState.COMPLETED);
      // Nobody has a place in one any more.
      case "deleted" -> List.of(CourseState.DELETED);
      case "all" -> List.of(CourseState.values());
      default -> throw unknown(parameter, text);
    };
  }

  static List<String> texts(CanvasCall call, String parameter) {
    return call.params().root().texts(parameter).stream().filter(each -> !each.isBlank()).toList();
  }

  /// A text that narrows a list; null when there is none.
  static @Nullable String text(CanvasCall call, String parameter) {
    return call.params()
        .root()
        .text(parameter)
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .orElse(null);
  }

  private static Refusal unknown(String parameter, String value) {
    String shown = value.length() <= LONGEST_SHOWN ? value : value.substring(0, LONGEST_SHOWN);
    return new Refusal(CanvasErrors.badRequest("Unknown " + parameter + " " + shown));
  }
}
