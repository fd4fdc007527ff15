import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Completes the list of parts that the build writes: the libraries that the pages are bundled
/// with are gone from the class path, but not from the program. They are what the pages import,
/// and what that depends on, as the bundler found them.
///
/// Arguments: the list to read, the one to write, the folder of the pages, the folder of the
/// bundler's packages, and the moment to write down, in seconds since 1970.
class PageParts {

  private static final Pattern IMPORT =
      Pattern.compile(
          "(?m)(?:\\bfrom |\\bimport\\(|^import )\"((?:@[a-z0-9._-]+/)?[a-z][a-z0-9._-]*)[/\"]");

  public static void main(String[] args) throws IOException {
    JsonMapper json = new JsonMapper();
    Path packages = Path.of(args[3]);
    ObjectNode list = (ObjectNode) json.readTree(Path.of(args[0]).toFile());
    // The one thing in it that differs from build to build.
    ((ObjectNode) list.get("metadata"))
        .put("timestamp", Instant.ofEpochSecond(Long.parseLong(args[4])).toString());
    ArrayNode components = (ArrayNode) list.get("components");
    for (JsonNode each : shipped(json, Path.of(args[2]), packages).values()) {
      String name = each.get("name").textValue();
      String version = each.get("version").textValue();
      String purl = "pkg:npm/" + name.replace("@", "%40") + "@" + version;
      ObjectNode component =
          components.addObject().put("type", "library").put("bom-ref", purl);
      int slash = name.indexOf('/');
      if (slash > 0) {
        component.put("group", name.substring(0, slash));
      }
      component.put("name", name.substring(slash + 1)).put("version", version);
      component
          .putArray("licenses")
          .addObject()
          .putObject("license")
          .put("id", each.get("license").textValue());
      component.put("purl", purl);
    }
    json.writerWithDefaultPrettyPrinter().writeValue(Path.of(args[1]).toFile(), list);
  }

  /// Each package's own description, by its name.
  private static Map<String, JsonNode> shipped(JsonMapper json, Path pages, Path packages)
      throws IOException {
    Deque<String> wanted = new ArrayDeque<>();
    try (Stream<Path> files = Files.walk(pages)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".ts")).sorted().toList()) {
        Matcher found = IMPORT.matcher(Files.readString(file));
        while (found.find()) {
          if (!Files.exists(packages.resolve(found.group(1)))) {
            throw new IllegalStateException(
                file + " imports " + found.group(1) + ", which is not in " + packages);
          }
          wanted.add(found.group(1));
        }
      }
    }
    Map<String, JsonNode> shipped = new TreeMap<>();
    while (!wanted.isEmpty()) {
      String name = wanted.remove();
      Path described = packages.resolve(name).resolve("package.json");
      // What is only there for a compiler or a command line was not bundled.
      if (!shipped.containsKey(name) && !name.startsWith("@types/") && Files.exists(described)) {
        JsonNode description = json.readTree(described.toFile());
        shipped.put(name, description);
        description.path("dependencies").fieldNames().forEachRemaining(wanted::add);
      }
    }
    return shipped;
  }
}
