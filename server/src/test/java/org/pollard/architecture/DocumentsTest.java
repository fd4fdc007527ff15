package org.pollard.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the pages for people, and the commands in their help, name is there.
@NullMarked
class DocumentsTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern TEST = Pattern.compile("\\b[A-Z][a-z]\\w*(?:Test|IT|Contract)\\b");
  private static final Pattern SCRIPT = Pattern.compile("(?<![/\\w])bin/[a-z]+\\b");
  private static final Pattern LINK =
      Pattern.compile("]\\((?!https?:|#|<)([^)#]+)(?:#([^)]+))?\\)");

  static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    try (Stream<Path> files = Files.list(ROOT)) {
      files.filter(DocumentsTest::isPage).forEach(pages::add);
    }
    try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
      files.filter(DocumentsTest::isPage).forEach(pages::add);
    }
    try (Stream<Path> files = Files.list(ROOT.resolve("bin"))) {
      files.forEach(pages::add);
    }
    return pages.stream().sorted().toList();
  }

  private static boolean isPage(Path file) {
    return file.toString().endsWith(".md");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void every_test_that_a_page_names_exists(Path page) throws IOException {
    assertThat(named(page, TEST)).isSubsetOf(tests());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void every_command_that_a_page_names_exists(Path page) throws IOException {
    assertThat(named(page, SCRIPT)).allMatch(script -> Files.isExecutable(ROOT.resolve(script)));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void every_link_within_the_repository_leads_somewhere(Path page) throws IOException {
    List<String> dead = new ArrayList<>();
    for (MatchResult link : LINK.matcher(Files.readString(page)).results().toList()) {
      Path target = page.resolveSibling(link.group(1)).normalize();
      if (!Files.exists(target)
          || (link.group(2) != null && !anchors(target).contains(link.group(2)))) {
        dead.add(link.group());
      }
    }

    assertThat(dead).isEmpty();
  }

  private static Set<String> named(Path page, Pattern pattern) throws IOException {
    return pattern
        .matcher(Files.readString(page))
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }

  private static Set<String> tests() throws IOException {
    List<String> all = new ArrayList<>();
    for (String module : List.of("server", "bench")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        files.map(file -> file.getFileName().toString().replace(".java", "")).forEach(all::add);
      }
    }
    return Set.copyOf(all);
  }

  /// As the places where the pages are read make them of headings.
  private static Set<String> anchors(Path page) throws IOException {
    return Files.readAllLines(page).stream()
        .filter(line -> line.startsWith("#"))
        .map(
            line ->
                line.replaceFirst("^#+ ", "")
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-'))
        .collect(Collectors.toSet());
  }
}
