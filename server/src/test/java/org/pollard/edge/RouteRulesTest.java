package org.pollard.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.pollard.harness.DeclaredRoutes;

/// Whatever a resource answers has a rule, and every rule has something that answers.
@NullMarked
class RouteRulesTest {

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.pollard");

  @Test
  void every_resource_method_has_a_rule_and_every_rule_of_resources_has_a_method() {
    Set<String> answered = new TreeSet<>();
    for (JavaClass each : PROGRAM) {
      for (JavaMethod method : each.getMethods()) {
        verbs(method)
            .forEach(verb -> answered.add(verb + " " + anonymous(path(each) + path(method))));
      }
    }
    assertThat(answered).hasSizeGreaterThan(80);

    Set<String> declared =
        DeclaredRoutes.all().stream()
            .map(each -> each.method() + " " + anonymous(each.template()))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(declared).containsAll(answered);
    assertThat(DeclaredRoutes.ofResources())
        .map(each -> each.method() + " " + anonymous(each.template()))
        .allSatisfy(each -> assertThat(answered).contains(each));
  }

  private static Stream<String> verbs(JavaMethod method) {
    return method.getAnnotations().stream()
        .map(annotation -> annotation.getRawType())
        .filter(type -> type.isAnnotatedWith(HttpMethod.class))
        .map(type -> type.getAnnotationOfType(HttpMethod.class).value());
  }

  private static String path(JavaClass type) {
    return type.isAnnotatedWith(Path.class) ? type.getAnnotationOfType(Path.class).value() : "";
  }

  private static String path(JavaMethod method) {
    return method.isAnnotatedWith(Path.class) ? method.getAnnotationOfType(Path.class).value() : "";
  }

  /// What variables are called is nobody's concern.
  private static String anonymous(String path) {
    return path.replaceAll("\\{[^}]*}", "{}");
  }
}
