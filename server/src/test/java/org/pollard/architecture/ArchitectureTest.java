package org.pollard.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every rule holds in the program, and is seen to fail on a violation planted for it.
class ArchitectureTest {

  private static final String PLANTED = "org.pollard.architecture.planted";

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.pollard");

  private static final JavaClasses VIOLATIONS = new ClassFileImporter().importPackages(PLANTED);

  static List<Arguments> rules() {
    return List.of(
        rule("pulse knows nobody", Rules::pulse, "pulse.KnowsPeople"),
        rule("people knows nobody", Rules::people, "people.KnowsPolls"),
        rule("poll knows people only", Rules::poll, "poll.KnowsCourses"),
        rule("edge knows people", Rules::edge, "edge.KnowsCanvas"),
        rule("voting knows poll and people", Rules::voting, "voting.KnowsStore"),
        rule("course knows poll and people", Rules::course, "course.KnowsVoting"),
        rule("meeting knows poll and people", Rules::meeting, "meeting.KnowsVoting"),
        rule("realtimekit knows the rules", Rules::realtimekit, "realtimekit.KnowsStore"),
        rule("edge.connection knows nobody", Rules::edgeConnection, "edge.connection.KnowsPeople"),
        rule("webhook knows people only", Rules::webhook, "webhook.KnowsPolls"),
        rule("canvas.params knows nobody", Rules::canvasParams, "canvas.params.KnowsPolls"),
        rule("web.logo knows nobody", Rules::webLogo, "web.logo.KnowsPolls"),
        rule("canvas knows the rules, not the rows", Rules::canvas, "canvas.KnowsStore"),
        rule("live knows the rules, not the rows", Rules::live, "live.KnowsStore"),
        rule("web knows the rules, not the rows", Rules::web, "web.KnowsStore"),
        rule("store knows the ports of others", Rules::store, "store.KnowsCanvas"),
        rule(
            "the machinery of store knows no room of it",
            Rules::machineryOfStore,
            "store.KnowsVotes"),
        rule("rooms of store in no circle", Rules::roomsOfStore, "store.course.KnowsPeople"),
        rule("command asks the house", Rules::command, "command.KnowsPolls"),
        rule(
            "only server and command know store", Rules::onlyServerKnowsStore, "canvas.KnowsStore"),
        rule("only command knows server", Rules::nobodyKnowsServer, "store.KnowsServer"),
        rule("canvas does not know web", Rules::canvasDoesNotKnowWeb, "canvas.KnowsWeb"),
        rule("web does not know canvas", Rules::webDoesNotKnowCanvas, "web.KnowsCanvas"),
        rule(
            "canvas does not know realtimekit",
            Rules::canvasDoesNotKnowRealtimekit,
            "canvas.KnowsRealtimekit"),
        rule(
            "realtimekit does not know canvas",
            Rules::realtimekitDoesNotKnowCanvas,
            "realtimekit.KnowsCanvas"),
        rule(
            "realtimekit does not know web",
            Rules::realtimekitDoesNotKnowWeb,
            "realtimekit.KnowsWeb"),
        rule(
            "course does not know meeting",
            Rules::courseAndMeetingAreStrangers,
            "course.KnowsMeetings"),
        rule(
            "meeting does not know course",
            Rules::meetingAndCourseAreStrangers,
            "meeting.KnowsCourses"),
        rule(
            "canvas speaks of one choice only",
            Rules::wiresSpeakOfOneChoice,
            "canvas.KnowsEveryKind"),
        rule(
            "realtimekit speaks of one choice only",
            Rules::wiresSpeakOfOneChoice,
            "realtimekit.FindsEverySession"),
        rule("SQL only in store", Rules::sqlOnlyInStore, "course.SpeaksSql"),
        rule("HTTP only at the edge", Rules::frameworkOnlyAtTheEdge, "course.SpeaksHttp"),
        rule("names", Rules::packagesAreNamedForWhatTheyHold, "util.Things"),
        rule("null-marked packages", Rules::packagesAreNullMarked, "util.Things"),
        rule("no field injection", Rules::noFieldInjection, "web.HasFieldsInjected"),
        rule("no static state", Rules::noStaticMutableState, "voting.RemembersInStatic.counter"),
        rule("no static cache", Rules::noStaticMutableState, "voting.RemembersInStatic.MEMORY"),
        rule("no static array", Rules::noStaticMutableState, "voting.RemembersInStatic.NAMES"));
  }

  private static Arguments rule(String name, Function<Rules, ArchRule> rule, String planted) {
    return arguments(name, rule, planted);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void the_program_keeps_the_rule(String name, Function<Rules, ArchRule> rule, String planted) {
    assertThat(PROGRAM).hasSizeGreaterThan(100);
    rule.apply(new Rules("org.pollard")).check(PROGRAM);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void the_rule_reports_what_was_planted(
      String name, Function<Rules, ArchRule> rule, String planted) {
    List<String> reports =
        rule.apply(new Rules(PLANTED)).evaluate(VIOLATIONS).getFailureReport().getDetails();

    assertThat(reports).anySatisfy(each -> assertThat(each).contains(PLANTED + "." + planted));
  }
}
