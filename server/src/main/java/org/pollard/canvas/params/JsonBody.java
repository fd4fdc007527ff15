package org.pollard.canvas.params;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads one JSON body as parameters. Confined to one thread.
final class JsonBody {
  private static final String BODY = "the JSON body";

  private static final JsonFactory JSON =
      JsonFactory.builder()
          // Names are hostile: they must neither be interned nor fill a table shared by all
          // requests.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(NestedNames.MAX_DEPTH + 1).build())
          .build();

  private final JsonParser parser;
  private int values;

  private JsonBody(JsonParser parser) {
    this.parser = parser;
  }

  /// The object of the body; an array or scalar at the top stands under `_json`, as in Rails;
  /// nothing but whitespace gives no fields. Of a name given twice the last value counts.
  static Fields read(byte[] body) throws Unreadable {
    String text = StrictText.utf8(body, body.length, BODY);
    try (JsonParser parser = JSON.createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return Fields.NONE;
      }
      Param top = new JsonBody(parser).value(first, 0);
      if (parser.nextToken() != null) {
        throw new Unreadable(BODY + " goes on after its end");
      }
      return top instanceof Fields fields ? fields : new Fields(Map.of("_json", top));
    } catch (StreamConstraintsException beyondLimit) {
      throw new Unreadable(BODY + " contains a number, name or text that is too long");
    } catch (JsonProcessingException invalid) {
      // Only the place: the parser's own words name its classes and may quote the body.
      var place = invalid.getLocation();
      throw new Unreadable(
          place == null
              ? BODY + " is not valid JSON"
              : "%s is not valid JSON at line %d, column %d"
                  .formatted(BODY, place.getLineNr(), place.getColumnNr()));
    } catch (IOException impossible) {
      throw new IllegalStateException("reading from memory failed", impossible);
    }
  }

  private Param value(JsonToken token, int depth) throws IOException, Unreadable {
    if (++values > ParamsReader.MAX_PARAMS) {
      throw new Unreadable(BODY + " has more than " + ParamsReader.MAX_PARAMS + " values");
    }
    return switch (token) {
      case START_OBJECT -> object(depth + 1);
      case START_ARRAY -> array(depth + 1);
      case VALUE_STRING ->
          new Param.Text(StrictText.checked(parser.getText(), "a text in " + BODY));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Param.Num(parser.getText());
      case VALUE_TRUE -> new Param.Bool(true);
      case VALUE_FALSE -> new Param.Bool(false);
      case VALUE_NULL -> new Param.Nil();
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("the parser gave " + token + " where a value begins");
    };
  }

  private Fields object(int depth) throws IOException, Unreadable {
    checkDepth(depth);
    Map<String, Param> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = StrictText.checked(parser.currentName(), "a name in " + BODY);
      fields.put(name, value(parser.nextToken(), depth));
    }
    return new Fields(fields);
  }

  private Param.Items array(int depth) throws IOException, Unreadable {
    checkDepth(depth);
    List<Param> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(value(token, depth));
    }
    return new Param.Items(items);
  }

  private static void checkDepth(int depth) throws Unreadable {
    if (depth > NestedNames.MAX_DEPTH) {
      throw new Unreadable(BODY + " is nested deeper than " + NestedNames.MAX_DEPTH + " levels");
    }
  }
}
