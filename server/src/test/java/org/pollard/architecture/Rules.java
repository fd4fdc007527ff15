package org.pollard.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.pollard.poll.PollStore;
import org.pollard.voting.KnownSessions;

/// The rules of the house for the packages below a root: the program's own, or that of the planted
/// violations.
///
/// @param root `org.pollard`, or where the violations are planted
record Rules(String root) {

  private static final String[] EVERYWHERE = {
    "java..", "org.jspecify..", "org.pollard.pulse..", ""
  };

  private static final String[] FRAMEWORK = {
    "jakarta..",
    "io.quarkus..",
    "io.vertx..",
    "io.smallrye..",
    "io.netty..",
    "org.jboss..",
    "org.eclipse.microprofile.."
  };

  private static final String[] SQL = {
    "java.sql..",
    "javax.sql..",
    "org.jdbi..",
    "org.sqlite..",
    "org.postgresql..",
    "org.flywaydb..",
    "com.zaxxer.."
  };

  private static final String[] DRAWING = {"javax.imageio..", "com.twelvemonkeys.imageio.."};

  private static final Set<String> SHAPELESS =
      Set.of("util", "utils", "common", "helper", "helpers", "manager", "impl", "dto", "service");

  ArchRule pulse() {
    return only("pulse");
  }

  ArchRule people() {
    return only(
        "people", "com.github.benmanes.caffeine..", "com.password4j..", "de.siegmar.fastcsv..");
  }

  ArchRule poll() {
    return only("poll", ours("people"));
  }

  ArchRule edge() {
    return only(
        "edge",
        with(FRAMEWORK, ours("people"), "com.github.benmanes.caffeine..", "com.sun.management.."));
  }

  ArchRule voting() {
    return only("voting", ours("poll"), ours("people"), "com.github.benmanes.caffeine..");
  }

  ArchRule course() {
    return only("course", ours("poll"), ours("people"), "com.github.benmanes.caffeine..");
  }

  ArchRule meeting() {
    return only(
        "meeting", ours("poll"), ours("people"), "com.github.benmanes.caffeine..", "org.jose4j..");
  }

  ArchRule realtimekit() {
    return only(
        "realtimekit",
        with(
            FRAMEWORK,
            ours("edge"),
            ours("meeting"),
            ours("poll"),
            ours("voting"),
            ours("live"),
            ours("webhook"),
            ours("people"),
            "com.google.protobuf..",
            "message.v1..",
            "com.fasterxml.jackson..",
            "com.github.benmanes.caffeine.."));
  }

  ArchRule webhook() {
    return only("webhook", ours("people"), "javax.net..");
  }

  ArchRule edgeConnection() {
    return only("edge.connection", with(FRAMEWORK, "com.sun.management.."));
  }

  ArchRule webLogo() {
    return only("web.logo", DRAWING);
  }

  ArchRule canvasParams() {
    return only("canvas.params", "com.fasterxml.jackson..", "io.netty..");
  }

  ArchRule canvas() {
    return only(
        "canvas",
        with(
            FRAMEWORK,
            ours("edge"),
            ours("course"),
            ours("poll"),
            ours("voting"),
            ours("people"),
            "com.fasterxml.jackson..",
            "com.github.benmanes.caffeine.."));
  }

  ArchRule live() {
    return only(
        "live",
        with(
            FRAMEWORK,
            ours("edge"),
            ours("webhook"),
            ours("poll"),
            ours("voting"),
            ours("people"),
            "com.fasterxml.jackson..",
            "com.github.benmanes.caffeine.."));
  }

  ArchRule web() {
    return only(
        "web",
        with(
            with(FRAMEWORK, DRAWING),
            ours("edge"),
            ours("course"),
            ours("meeting"),
            ours("poll"),
            ours("voting"),
            ours("live"),
            ours("webhook"),
            ours("people"),
            "com.fasterxml.jackson..",
            "com.github.benmanes.caffeine..",
            "io.nayuki.qrcodegen..",
            "org.dhatim.fastexcel.."));
  }

  ArchRule store() {
    return only(
        "store",
        with(
            SQL,
            ours("people"),
            ours("poll"),
            ours("course"),
            ours("meeting"),
            ours("voting"),
            ours("webhook")));
  }

  /// What every room of the store stands on knows none of them.
  ArchRule machineryOfStore() {
    return noClasses()
        .that()
        .resideInAPackage(root + ".store")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.pollard.store.(*)..");
  }

  ArchRule roomsOfStore() {
    return slices().matching(root + ".store.(*)..").should().beFreeOfCycles();
  }

  ArchRule command() {
    return only(
        "command",
        ours("server"),
        ours("store"),
        ours("people"),
        "picocli..",
        "com.fasterxml.jackson..",
        "com.exceptionfactory.jagged..",
        "io.quarkus.runtime.annotations..");
  }

  ArchRule onlyServerKnowsStore() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(below("store"), below("server"), below("command"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ours("store"));
  }

  ArchRule nobodyKnowsServer() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(below("server"), below("command"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ours("server"));
  }

  ArchRule sqlOnlyInStore() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(below("store"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(SQL);
  }

  ArchRule frameworkOnlyAtTheEdge() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(
            below("edge"),
            below("canvas"),
            below("realtimekit"),
            below("live"),
            below("web"),
            below("server"),
            below("command"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(FRAMEWORK);
  }

  ArchRule canvasDoesNotKnowWeb() {
    return strangers("canvas", "web");
  }

  ArchRule webDoesNotKnowCanvas() {
    return strangers("web", "canvas");
  }

  ArchRule canvasDoesNotKnowRealtimekit() {
    return strangers("canvas", "realtimekit");
  }

  ArchRule realtimekitDoesNotKnowCanvas() {
    return strangers("realtimekit", "canvas");
  }

  ArchRule realtimekitDoesNotKnowWeb() {
    return strangers("realtimekit", "web");
  }

  /// They know polls by what leaves other kinds out, which are not there on these wires.
  ArchRule wiresSpeakOfOneChoice() {
    return noClasses()
        .that()
        .resideInAnyPackage(below("canvas"), below("realtimekit"))
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName(PollStore.class.getName())
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName(KnownSessions.class.getName());
  }

  ArchRule courseAndMeetingAreStrangers() {
    return strangers("course", "meeting");
  }

  ArchRule meetingAndCourseAreStrangers() {
    return strangers("meeting", "course");
  }

  private ArchRule strangers(String one, String other) {
    return noClasses()
        .that()
        .resideInAPackage(below(one))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ours(other));
  }

  ArchRule packagesAreNamedForWhatTheyHold() {
    return classes()
        .should(
            condition(
                "live in a package that is named for what it holds",
                each ->
                    Arrays.stream(each.getPackageName().split("\\."))
                        .noneMatch(SHAPELESS::contains)));
  }

  ArchRule packagesAreNullMarked() {
    return classes()
        .should(
            condition(
                "live in a package whose package-info says @NullMarked",
                each -> each.getPackage().isAnnotatedWith(NullMarked.class)));
  }

  ArchRule noFieldInjection() {
    return noFields()
        .should()
        .beAnnotatedWith("jakarta.inject.Inject")
        .orShould()
        .beAnnotatedWith("jakarta.ws.rs.core.Context")
        .orShould()
        .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty");
  }

  ArchRule noStaticMutableState() {
    return fields()
        .that()
        .areStatic()
        .and(DescribedPredicate.describe("are written by people", Rules::written))
        .should(
            ArchConditions.<JavaField>be(
                DescribedPredicate.describe("final and not made to be changed", Rules::constant)));
  }

  private static boolean written(JavaField field) {
    return !field.getModifiers().contains(JavaModifier.SYNTHETIC);
  }

  /// As far as a type tells: a set may still be a mutable one.
  private static boolean constant(JavaField field) {
    JavaClass type = field.getRawType();
    return field.getModifiers().contains(JavaModifier.FINAL)
        && !type.isArray()
        && !type.getPackageName().startsWith("java.util.concurrent.atomic")
        && Stream.of(
                "java.util.concurrent.ConcurrentMap",
                "java.util.Queue",
                "java.lang.ThreadLocal",
                "java.lang.Thread",
                "java.util.concurrent.Executor",
                "com.github.benmanes.caffeine.cache.Cache")
            .noneMatch(type::isAssignableTo);
  }

  private ArchRule only(String name, String... others) {
    return classes()
        .that()
        .resideInAPackage(below(name))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(with(EVERYWHERE, with(others, below(name), ours(name))));
  }

  /// Packages below the root.
  private String below(String name) {
    return root + "." + name + "..";
  }

  /// The program's own packages, which planted classes know as well.
  private static String ours(String name) {
    return "org.pollard." + name + "..";
  }

  private static String[] with(String[] some, String... more) {
    return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
  }

  private static ArchCondition<JavaClass> condition(
      String description, java.util.function.Predicate<JavaClass> holds) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        events.add(
            new SimpleConditionEvent(
                item, holds.test(item), item.getName() + " should " + description));
      }
    };
  }
}
