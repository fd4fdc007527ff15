package org.pollard.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.NullMarked;
import org.pollard.harness.HostileParts;
import org.pollard.harness.RunningServer;

/// The same as [HostileInputIT], with everything that can be wrong in one call mixed at random.
@NullMarked
class HostileCallsIT {

  @SuppressWarnings("NullAway.Init")
  private static RunningServer server;

  @SuppressWarnings("NullAway.Init")
  private static HostileCaller caller;

  /// Numbers choose an endpoint and its variable, so that a call can be told before there is a
  /// server.
  record Call(
      int endpoint,
      int variable,
      String id,
      String query,
      String header,
      String type,
      String body) {}

  @BeforeContainer
  static void start() throws IOException, SQLException {
    Path data = Files.createTempDirectory("hostile-calls");
    server = RunningServer.start(data, Map.of());
    caller = new HostileCaller(server, data);
  }

  @AfterContainer
  static void stop() throws SQLException {
    caller.close();
    String said = server.output();
    server.close();
    assertThat(said).doesNotContain("ERROR").doesNotContain("Exception");
  }

  @Property(tries = 1_500, shrinking = ShrinkingMode.BOUNDED)
  void every_call_is_refused_or_understood(@ForAll("calls") Call call) throws Exception {
    List<HostileCaller.Endpoint> endpoints = caller.endpoints();
    HostileCaller.Endpoint endpoint = endpoints.get(call.endpoint() % endpoints.size());
    List<String> variables = endpoint.variables();
    boolean exact = variables.isEmpty() || (!endpoint.harmful() && call.variable() % 2 == 0);
    String path =
        exact
            ? caller.path(endpoint)
            : caller.path(endpoint, variables.get(call.variable() % variables.size()), call.id());

    caller.judged(
        endpoint + " " + call,
        HostileCaller.request(
            endpoint.method(),
            path + "?" + call.query(),
            call.header() + "\r\nContent-Type: " + call.type() + "\r\n",
            call.body()));
  }

  @Provide
  Arbitrary<Call> calls() {
    Arbitrary<String> token =
        Arbitraries.strings().withChars("0123456789abcXYZ%[]{}.;:@!$'()*,~-_").ofMaxLength(12);
    Arbitrary<String> ids =
        Arbitraries.oneOf(
            Arbitraries.of(HostileParts.IDS), token.map(each -> each.isEmpty() ? "-" : each + "-"));
    Arbitrary<String> queries =
        Arbitraries.oneOf(
            Arbitraries.of(HostileParts.QUERIES),
            Combinators.combine(token, token).as((name, value) -> name + "=" + value));
    Arbitrary<String> types =
        Arbitraries.oneOf(
            Arbitraries.of(HostileParts.BODIES).map(List::getFirst),
            Arbitraries.of("application/json", "multipart/form-data; boundary=b"));
    Arbitrary<String> bytes =
        Arbitraries.strings().withCharRange('\u0000', '\u00ff').ofMaxLength(60);
    Arbitrary<String> json =
        Arbitraries.strings().withChars("{}[]\",:\\u0d8enrltf1-. ").ofMaxLength(40);
    Arbitrary<String> bodies =
        Arbitraries.oneOf(
            Arbitraries.of(HostileParts.BODIES).map(List::getLast),
            bytes,
            json,
            json.map(each -> "{\"polls\":[" + each + "]}"));
    return Combinators.combine(
            Arbitraries.integers().between(0, 10_000),
            Arbitraries.integers().between(0, 10_000),
            ids,
            queries,
            Arbitraries.of(HostileParts.HEADERS),
            types,
            bodies)
        .as(Call::new);
  }
}
