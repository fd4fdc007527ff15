package org.pollard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// German pages of those who answer say *du*, and *Sie* where the room wants that: every text that
/// speaks to somebody has both forms.
class FormalWordsTest {

  private static final Pattern FAMILIAR =
      Pattern.compile(
          "\\b([Dd]u|[Dd]ich|[Dd]ir|[Dd]eine?[rsmn]?|Gib|Sieh|Frage,|Versuche? es|[Tt]ippe|Erlaube"
              + "|[Ll]ade|Nimm|[Ww]ähle|Schreibe|Ordne|Ziehe|Verteile|Bewerte|Trage|Warte|Öffne)\\b",
          Pattern.UNICODE_CHARACTER_CLASS);

  private static Map<String, String> words(String file) throws IOException {
    return new ObjectMapper()
        .readValue(
            Path.of("src/main/resources/web/vote/" + file).toFile(), new TypeReference<>() {});
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "door/"})
  void every_text_that_speaks_to_somebody_has_a_formal_form(String folder) throws IOException {
    Map<String, String> familiar = new TreeMap<>(words(folder + "de.json"));
    Map<String, String> formal = words(folder + "de-formal.json");

    assertThat(familiar.keySet()).containsAll(formal.keySet());
    formal.forEach(
        (key, text) -> assertThat(FAMILIAR.matcher(text).find()).as(key + ": " + text).isFalse());
    familiar.forEach(
        (key, text) -> {
          if (FAMILIAR.matcher(text).find()) {
            assertThat(formal).as(key + ": " + text).containsKey(key);
          }
        });
  }
}
