package org.pollard.live;

import static java.util.Objects.requireNonNull;

import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Credentials;
import org.pollard.people.VoterId;

/// What every call of our own API begins with: who asks, for what, with which body. Nothing here
/// holds up an event loop. Thread-safe.
@ApplicationScoped
class Callers {

  private static final int LONGEST_ID = 18;

  /// A body of 9,999 bytes is far more than a call here needs.
  private static final int LARGEST_BODY_DIGITS = 4;

  private final Credentials credentials;
  private final ExecutorService virtualThreads;

  Callers(Credentials credentials, @VirtualThreads ExecutorService virtualThreads) {
    this.credentials = credentials;
    this.virtualThreads = virtualThreads;
  }

  interface WithBody {
    void go(RoutingContext http, VoterId voter, Buffer body);
  }

  /// The same for a call with a body.
  void identified(RoutingContext http, WithBody then) {
    HttpServerRequest request = http.request();
    String length = request.getHeader("Content-Length");
    if (length == null || length.length() > LARGEST_BODY_DIGITS) {
      (length == null ? LiveErrors.BAD_REQUEST : LiveErrors.TOO_LARGE).answer(http);
      return;
    }
    request
        .body()
        .onSuccess((Buffer body) -> identified(http, (each, voter) -> then.go(each, voter, body)))
        .onFailure(_ -> LiveErrors.BAD_REQUEST.answer(http));
    // The framework hands requests on paused.
    var _ = request.resume();
  }

  /// Finds out who asks, then goes on where the request came in.
  void identified(RoutingContext http, BiConsumer<RoutingContext, VoterId> then) {
    onContext(
        http,
        credentials.voter(shown(http.request())),
        voter -> {
          if (voter == null) {
            LiveErrors.UNAUTHENTICATED.answer(http);
          } else {
            then.accept(http, voter);
          }
        });
  }

  interface Question {
    Runnable ask();
  }

  /// Asks the database on a virtual thread and answers where the request came in.
  void later(RoutingContext http, Question question) {
    onContext(http, CompletableFuture.supplyAsync(question::ask, virtualThreads), Runnable::run);
  }

  /// Goes on at once with what is known already, else later where the request came in.
  static <T extends @Nullable Object> void onContext(
      RoutingContext http, CompletionStage<T> stage, Consumer<T> then) {
    CompletableFuture<T> answer = stage.toCompletableFuture();
    if (answer.isDone() && !answer.isCompletedExceptionally()) {
      then.accept(answer.join());
      return;
    }
    Context context = requireNonNull(Vertx.currentContext());
    var _ =
        answer.whenComplete(
            (value, fault) ->
                context.runOnContext(
                    _ -> {
                      if (fault == null) {
                        then.accept(value);
                      } else {
                        http.fail(fault);
                      }
                    }));
  }

  static Credentials.Shown shown(HttpServerRequest request) {
    Map<String, String> cookies = new HashMap<>();
    for (Cookie each : request.cookies()) {
      cookies.put(each.getName(), each.getValue());
    }
    return Credentials.Shown.of(request.method().name(), request::getHeader, cookies);
  }

  /// An id from the path; 0, which nothing has, for what cannot be one.
  static long id(RoutingContext http, String name) {
    return id(http.pathParam(name));
  }

  /// The same for any text.
  static long id(@Nullable String text) {
    boolean digits =
        text != null
            && !text.isEmpty()
            && text.length() <= LONGEST_ID
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? Long.parseLong(text) : 0;
  }
}
