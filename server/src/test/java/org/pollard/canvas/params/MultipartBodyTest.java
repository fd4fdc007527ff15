package org.pollard.canvas.params;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pollard.canvas.params.Reading.ok;
import static org.pollard.canvas.params.Reading.read;
import static org.pollard.canvas.params.Reading.refused;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pollard.canvas.params.ParamsReader.Read;

class MultipartBodyTest {
  private static final String TYPE = "multipart/form-data; boundary=b0";

  private static String part(String name, String value) {
    return "--b0\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
        .formatted(name, value);
  }

  private static String whole(String... parts) {
    return String.join("", parts) + "--b0--\r\n";
  }

  @Test
  void parts_nest_like_the_pairs_of_a_form() {
    var params =
        ok(
            read(
                TYPE,
                whole(
                    part("polls[][question]", "Caf\u00E9 \u20AC+%41\nsecond line"),
                    part("polls[][description]", ""),
                    part("polls[][question]", "other"))));

    var poll = params.wrapper("polls", "poll").orElseThrow();
    assertThat(poll.text("question")).contains("Caf\u00E9 \u20AC+%41\nsecond line");
    assertThat(poll.text("description")).contains("");
  }

  @Test
  void names_may_be_utf_8_and_the_boundary_quoted() {
    var params = ok(read("Multipart/Form-Data; boundary=\"b0\"", whole(part("\u20AC", "1"))));

    assertThat(params.root().text("\u20AC")).contains("1");
  }

  @Test
  void a_file_is_not_a_scalar() {
    String file = part("poll[question]\"; filename=\"f.txt", "what");
    var params = ok(read(TYPE, whole(file, part("poll[description]", "D"))));

    var poll = params.wrapper("polls", "poll").orElseThrow();
    assertThat(poll.get("question")).contains(new Param.FileUpload());
    assertThat(poll.has("question")).isFalse();
    assertThat(poll.text("description")).contains("D");
  }

  @Test
  void a_body_that_ends_too_early_is_refused() {
    String body = whole(part("a", "1"), part("b", "2"));

    for (int length = 1; length < body.length() - "--\r\n".length(); length++) {
      assertThat(refused(read(TYPE, body.substring(0, length)))).startsWith("the multipart body");
    }
    assertThat(ok(read(TYPE, body)).root().byName()).containsOnlyKeys("a", "b");
    assertThat(ok(read(TYPE, body + "epilogue")).root().byName()).containsOnlyKeys("a", "b");
    assertThat(ok(read(TYPE, "preamble\r\n" + body)).root().byName()).containsOnlyKeys("a", "b");
    assertThat(ok(read(TYPE, whole())).root()).isEqualTo(Fields.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=b0; charset=nonsense",
        "multipart/form-data; boundary=other",
        "multipart/form-data; boundary=\u0000\r\n",
      })
  void a_header_that_does_not_fit_the_body_is_refused(String type) {
    assertThat(refused(read(type, whole(part("a", "1"))))).startsWith("the multipart body");
  }

  @Test
  void bytes_that_are_not_utf_8_are_refused() {
    byte[] value = whole(part("a", "\u00FF")).getBytes(StandardCharsets.ISO_8859_1);
    byte[] name = whole(part("\u00FF", "a")).getBytes(StandardCharsets.ISO_8859_1);

    assertThat(refused(ParamsReader.read(null, TYPE, value)))
        .isEqualTo("the parameter 'a' is not valid UTF-8");
    assertThat(refused(ParamsReader.read(null, TYPE, name)))
        .isEqualTo("the name of a part is not valid UTF-8");
  }

  @Test
  void conflicts_depth_and_number_are_limited_as_in_a_form() {
    String many =
        IntStream.range(0, 4097).mapToObj(i -> part("a" + i, "1")).collect(Collectors.joining());

    assertThat(refused(read(TYPE, whole(part("a", "1"), part("a[b]", "2"))))).contains("'a[b]'");
    assertThat(refused(read(TYPE, whole(part("a" + "[b]".repeat(32), "1"))))).contains("deeper");
    assertThat(refused(read(TYPE, whole(many)))).contains("more than 1024 parts");
    assertThat(read(TYPE, whole(part("a", "1")))).isInstanceOf(Read.Ok.class);
  }
}
