package org.pollard.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pollard.server.Settings;

/// The server that runs on the data folder, asked over its own APIs with the administrator's token.
final class RunningHouse implements House {

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final int PAGE = 100;
  private static final int INVALID = 400;
  private static final int UNKNOWN = 404;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ACCOUNT = "/api/v1/accounts/1";

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final String base;
  private final String token;

  private RunningHouse(String base, String token) {
    this.base = base;
    this.token = token;
  }

  /// @throws Refusal when its address or its token is not known
  static RunningHouse find(Settings settings) {
    Path folder = settings.dataDir();
    String address = line(folder.resolve("address"));
    if (address.isEmpty()) {
      throw Refusal.because(
          "The server of "
              + folder
              + " does not say yet where it listens: wait until it is ready.");
    }
    String given = settings.adminToken();
    String token = given == null ? line(folder.resolve("admin-token")) : given;
    if (token.isEmpty()) {
      throw Refusal.because(
          "The administrator's token is not in "
              + folder
              + ": it was given as POLLARD_ADMIN_TOKEN, so give it here as well.");
    }
    return new RunningHouse(address, token);
  }

  private static String line(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file).strip() : "";
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  @Override
  public String who() {
    return "the running server at " + base;
  }

  /// Whether it takes votes at this moment.
  boolean isReady() {
    return answer(request("GET", "/q/health/ready", null), HttpResponse.BodyHandlers.discarding())
            .statusCode()
        == 200;
  }

  @Override
  public String hostLink() {
    return send("POST", "/web/host-link", null).get("link").asText();
  }

  @Override
  public void people(Consumer<Person> each) {
    pages(ACCOUNT + "/users", user -> each.accept(person(user)));
  }

  /// Every course, with its name, by id.
  void courses(Consumer<JsonNode> each) {
    pages(ACCOUNT + "/courses", each);
  }

  /// Writes what the server answers with into a file that is not there yet.
  void save(String path, Path file) {
    HttpResponse<InputStream> response =
        answer(request("GET", path, null), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        throw refusal(
            response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
      }
      Files.createFile(file, OWNER_ONLY);
      try (OutputStream output = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
        var _ = body.transferTo(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private void pages(String path, Consumer<JsonNode> each) {
    for (int page = 1; ; page++) {
      String more = path.contains("?") ? "&" : "?";
      JsonNode some = send("GET", path + more + "per_page=" + PAGE + "&page=" + page, null);
      some.forEach(each);
      if (some.size() < PAGE) {
        return;
      }
    }
  }

  private static Person person(JsonNode user) {
    return new Person(
        user.get("id").asLong(), user.get("name").asText(), user.path("login_id").asText(null));
  }

  @Override
  public Person add(String name, String login, String password) {
    HttpResponse<String> response =
        answer(
            request(
                "POST",
                ACCOUNT + "/users",
                List.of(
                    "user[name]", name,
                    "pseudonym[unique_id]", login,
                    "pseudonym[password]", password)),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() == INVALID && response.body().contains("\"taken\"")) {
      throw Refusal.because("Somebody has the login " + login + " already.");
    }
    return person(json(response));
  }

  private Person user(String login) {
    List<Person> found = new ArrayList<>();
    pages(
        ACCOUNT + "/users?search_term=" + encoded(login),
        each -> {
          Person person = person(each);
          if (login.equalsIgnoreCase(person.login())) {
            found.add(person);
          }
        });
    if (found.isEmpty()) {
      throw Refusal.because("Nobody has the login " + login + ".");
    }
    return found.getFirst();
  }

  @Override
  public String newPassword(String login) {
    return send("POST", "/web/people/" + user(login).id() + "/password", List.of())
        .get("password")
        .asText();
  }

  @Override
  public List<Token> tokens(String login) {
    List<Token> all = new ArrayList<>();
    pages("/api/v1/users/" + user(login).id() + "/tokens", each -> all.add(token(each)));
    return all;
  }

  private static Token token(JsonNode each) {
    String end = each.path("expires_at").asText(null);
    return new Token(
        each.get("id").asLong(),
        each.get("purpose").asText(),
        Instant.parse(each.get("created_at").asText()),
        end == null ? null : Instant.parse(end));
  }

  @Override
  public Made token(String login, String purpose, @Nullable Instant expiresAt) {
    List<String> wish = new ArrayList<>(List.of("token[purpose]", purpose));
    if (expiresAt != null) {
      wish.addAll(List.of("token[expires_at]", expiresAt.toString()));
    }
    JsonNode made = send("POST", "/api/v1/users/" + user(login).id() + "/tokens", wish);
    return new Made(token(made), made.get("visible_token").asText());
  }

  @Override
  public void revoke(String login, long token) {
    HttpResponse<String> response =
        answer(
            request("DELETE", "/api/v1/users/" + user(login).id() + "/tokens/" + token, null),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() == UNKNOWN) {
      throw Refusal.because(login + " has no token " + token + ".");
    }
    var _ = json(response);
  }

  /// @param form names and values in turn; null: no body
  private JsonNode send(String method, String path, @Nullable List<String> form) {
    return json(answer(request(method, path, form), HttpResponse.BodyHandlers.ofString()));
  }

  private static JsonNode json(HttpResponse<String> response) {
    if (response.statusCode() / 100 != 2) {
      throw refusal(response.statusCode(), response.body());
    }
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException("the server's answer is no JSON", e);
    }
  }

  private HttpRequest request(String method, String path, @Nullable List<String> form) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .method(
            method,
            form == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(encoded(form)))
        .build();
  }

  private <T> HttpResponse<T> answer(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return client.send(request, handler);
    } catch (IOException e) {
      throw Refusal.because(
          "The data folder is in use, but no server answers at " + base + ": " + e + ".");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.because("Interrupted.");
    }
  }

  private static Refusal refusal(int status, String body) {
    return Refusal.because(
        switch (status) {
          case 401, 403 ->
              "The server does not take this administrator's token. Was another one given at its"
                  + " start (POLLARD_ADMIN_TOKEN)?";
          default -> {
            String said = said(body);
            yield said.isEmpty()
                ? "The server answered with status " + status + ": " + body
                : "The server refuses that: " + said + ".";
          }
        });
  }

  /// What an answer says for people, with the name of what it is about; empty when it says nothing.
  private static String said(String body) {
    List<String> all = new ArrayList<>();
    try {
      for (JsonNode problem : JSON.readTree(body).path("errors").findParents("message")) {
        String about = problem.path("attribute").asText("");
        all.add((about + " " + problem.get("message").asText()).strip());
      }
    } catch (IOException _) {
      return "";
    }
    return String.join(", ", all);
  }

  private static String encoded(List<String> form) {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < form.size(); i += 2) {
      pairs.add(encoded(form.get(i)) + "=" + encoded(form.get(i + 1)));
    }
    return pairs.stream().collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.close();
  }
}
