package org.pollard.canvas.params;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.NotEmpty;
import org.pollard.canvas.params.ParamsReader.Read;

class ParamsReaderPropertyTest {
  @Property
  void no_bytes_make_the_reader_throw(
      @ForAll String query, @ForAll("types") String type, @ForAll("bodies") byte[] body) {
    assertRead(ParamsReader.read(query, type, body));
  }

  @Property
  void no_arbitrary_bytes_make_the_reader_throw(
      @ForAll String query, @ForAll String type, @ForAll @NotEmpty byte[] body) {
    assertRead(ParamsReader.read(query, type, body));
    assertRead(ParamsReader.read(query, "multipart/form-data; boundary=" + type, body));
  }

  private static void assertRead(Read read) {
    switch (read) {
      case Read.Ok(Params params) -> assertThat(params.root().byName()).isNotNull();
      case Read.Refused(String reason) -> assertThat(reason).isNotBlank().hasSizeLessThan(300);
    }
  }

  @Property
  void a_tree_written_as_a_form_reads_back_as_it_was(@ForAll("trees") Fields tree) {
    List<String> pairs = new ArrayList<>();
    tree.byName().forEach((key, value) -> write(key, value, pairs));

    assertThat(Reading.form(String.join("&", pairs)).root()).isEqualTo(tree);
  }

  private static void write(String name, Param value, List<String> pairs) {
    switch (value) {
      case Fields fields ->
          fields.byName().forEach((k, v) -> write(name + "[" + k + "]", v, pairs));
      case Param.Items items -> items.values().forEach(item -> write(name + "[]", item, pairs));
      case Param.Scalar scalar ->
          pairs.add(encoded(name) + scalar.text().map(text -> "=" + encoded(text)).orElse(""));
      case Param.FileUpload _ -> throw new IllegalArgumentException("no file in a form");
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Provide
  Arbitrary<Fields> trees() {
    return fields(3);
  }

  private static Arbitrary<Fields> fields(int depth) {
    Arbitrary<String> key =
        text().filter(k -> !k.isEmpty() && !k.contains("[") && !k.contains("]"));
    return Arbitraries.maps(key, param(depth)).ofMaxSize(4).map(Fields::new);
  }

  /// What a form can say: nothing empty but texts, and objects in arrays all of the same flat keys.
  private static Arbitrary<Param> param(int depth) {
    Arbitrary<Param> scalar =
        Arbitraries.oneOf(text().map(Param.Text::new), Arbitraries.just(new Param.Nil()));
    Arbitrary<Param> scalars = scalar.list().ofMinSize(1).ofMaxSize(3).map(Param.Items::new);
    Arbitrary<Param> objects =
        Combinators.combine(text(), text())
            .as((a, b) -> (Param) object(a, b))
            .list()
            .ofMinSize(1)
            .ofMaxSize(3)
            .map(Param.Items::new);
    if (depth == 0) {
      return Arbitraries.oneOf(scalar, scalars, objects);
    }
    Arbitrary<Param> nested =
        fields(depth - 1).filter(f -> !f.byName().isEmpty()).map(f -> (Param) f);
    return Arbitraries.oneOf(scalar, scalars, objects, nested);
  }

  private static Fields object(String first, String second) {
    Map<String, Param> fields = new LinkedHashMap<>();
    fields.put("question", new Param.Text(first));
    fields.put("description", new Param.Text(second));
    return new Fields(fields);
  }

  private static Arbitrary<String> text() {
    return Arbitraries.strings()
        .ofMaxLength(8)
        .filter(
            s ->
                s.chars().noneMatch(c -> c == 0)
                    && s.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF));
  }

  @Provide
  Arbitrary<String> types() {
    return Arbitraries.of(
        Reading.FORM,
        Reading.JSON,
        "multipart/form-data; boundary=b",
        "multipart/form-data;boundary=\"b",
        "application/vnd.api+json;charset=latin1");
  }

  /// Bodies made of the pieces that parsers trip over, beside plain noise.
  @Provide
  Arbitrary<byte[]> bodies() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "--b",
            "--b--",
            "\r\n",
            "\n",
            "Content-Disposition: form-data; name=\"a[]\"",
            "Content-Disposition: form-data; name=a; filename*=x''%",
            "Content-Disposition:",
            "Content-Type: multipart/mixed; boundary=c",
            "Content-Type: text/plain; charset=x",
            "Content-Transfer-Encoding: base64",
            "Content-Length: -1",
            "--c",
            "{",
            "}",
            "[",
            "]",
            "[]",
            "\"",
            "\\u",
            ":",
            ",",
            "1e9",
            "null",
            "a",
            "=",
            "&",
            "%",
            "%41",
            "\u00FF");
    return pieces
        .list()
        .ofMaxSize(25)
        .map(list -> String.join("", list).getBytes(StandardCharsets.ISO_8859_1));
  }
}
