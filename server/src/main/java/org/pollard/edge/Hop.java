package org.pollard.edge;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The way back to where a request came in, once an answer is there. On the event loop.
public final class Hop {

  private Hop() {}

  /// Goes on at once with what is known already, else later on the same event loop. What is thrown
  /// by either fails the request, since nobody else would answer it.
  public static <T extends @Nullable Object> void then(
      RoutingContext http, CompletionStage<? extends T> stage, Consumer<? super T> then) {
    CompletableFuture<? extends T> answer = stage.toCompletableFuture();
    if (answer.state() == Future.State.SUCCESS) {
      go(http, answer.resultNow(), then);
      return;
    }
    Context context = current();
    var _ =
        answer.whenComplete(
            (value, fault) ->
                context.runOnContext(
                    _ -> {
                      if (fault == null) {
                        go(http, value, then);
                      } else {
                        http.fail(fault);
                      }
                    }));
  }

  /// The event loop on which this request is handled: the same one for all that are handled there.
  public static Executor loop() {
    return current().nettyEventLoop();
  }

  /// Goes on in the place of this request with what is told on its event loop. What is thrown fails
  /// the request.
  public static <T extends @Nullable Object> Consumer<T> here(
      RoutingContext http, Consumer<? super T> then) {
    ContextInternal context = current();
    return value -> context.dispatch(value, told -> go(http, told, then));
  }

  static ContextInternal current() {
    return (ContextInternal) requireNonNull(Vertx.currentContext());
  }

  private static <T extends @Nullable Object> void go(
      RoutingContext http, T value, Consumer<? super T> then) {
    try {
      then.accept(value);
    } catch (Throwable e) {
      http.fail(e);
    }
  }
}
