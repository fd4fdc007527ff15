package org.pollard.server;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.pollard.canvas.CanvasErrors;
import org.pollard.edge.Edge;
import org.pollard.edge.NoCallerException;
import org.pollard.edge.Problem;
import org.pollard.people.BusyException;
import org.pollard.poll.NewerQuestionException;
import org.pollard.realtimekit.RealtimeKitErrors;
import org.pollard.store.StoreBusyException;
import org.pollard.store.StoreUnavailableException;
import org.pollard.store.UnknownCommitException;

/// Answers what nobody else has answered, in the words of the API that was called. A fault of the
/// server gets a number under which the log holds it, and nothing of its inside goes out. Whoever
/// has hung up is no fault.
@Provider
@ApplicationScoped
public class LastResort implements ExceptionMapper<Throwable> {

  private static final System.Logger LOG = System.getLogger(LastResort.class.getName());

  private final CurrentVertxRequest request;

  LastResort(CurrentVertxRequest request) {
    this.request = request;
  }

  /// Something that is needed is away or overrun for the moment.
  private static final int AWAY = 503;

  private static final String RETRY_SECONDS = "1";

  private static final Problem TOO_OLD =
      new Problem(
          AWAY, "Service Unavailable", NewerQuestionException.WORDS, NewerQuestionException.CODE);

  /// What is sent: status, media type and body.
  private record Answer(int status, String mediaType, Buffer body) {}

  void register(@Observes Router router) {
    router.route().order(Integer.MIN_VALUE).failureHandler(LastResort::answer);
    // An address that cannot be decoded matches no route, not even the one above.
    router.errorHandler(400, http -> answer(http, 400));
  }

  @Override
  public Response toResponse(Throwable fault) {
    if (hungUp(request.getCurrent(), fault)) {
      LOG.log(System.Logger.Level.DEBUG, "Nobody was there any more to be answered", fault);
      return Response.status(Response.Status.BAD_REQUEST).build();
    }
    Answer answer = answerTo(request.getCurrent(), statusOf(fault), fault);
    Response.ResponseBuilder response =
        Response.status(answer.status())
            .header("Content-Type", answer.mediaType())
            .entity(answer.body().getBytes());
    if (answer.status() == AWAY) {
      response.header("Retry-After", RETRY_SECONDS);
    }
    return response.build();
  }

  private static void answer(RoutingContext http) {
    // What the framework refuses by itself comes with its own status, and with a failure or
    // without.
    boolean refused = http.statusCode() >= 400 && http.statusCode() < 500;
    answer(http, refused || http.failure() == null ? http.statusCode() : statusOf(http.failure()));
  }

  private static void answer(RoutingContext http, int status) {
    if (http.failure() != null && hungUp(http, http.failure())) {
      return;
    }
    if (http.response().ended() || http.response().headWritten()) {
      http.response().reset();
      return;
    }
    Edge.head(http);
    Answer answer = answerTo(http, status, http.failure());
    http.response()
        .setStatusCode(answer.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, answer.mediaType());
    if (answer.status() == AWAY) {
      http.response().putHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }
    boolean head = http.request().method().equals(HttpMethod.HEAD);
    var _ = head ? http.response().end() : http.response().end(answer.body());
  }

  /// Whether an answer could not be written since nobody waits for it any more.
  private static boolean hungUp(RoutingContext http, Throwable fault) {
    if (!http.response().closed()) {
      return false;
    }
    for (Throwable each = fault; each != null; each = each.getCause()) {
      if (each instanceof IOException || each instanceof VertxException) {
        return true;
      }
    }
    return false;
  }

  private static int statusOf(Throwable fault) {
    return switch (fault) {
      case WebApplicationException known -> known.getResponse().getStatus();
      case CompletionException wrapped when wrapped.getCause() != null ->
          statusOf(wrapped.getCause());
      case NoCallerException _ -> 401;
      case BusyException _ -> AWAY;
      case StoreBusyException _ -> AWAY;
      case NewerQuestionException _ -> AWAY;
      case StoreUnavailableException _ -> AWAY;
      case UnknownCommitException _ -> AWAY;
      case RejectedExecutionException _ -> AWAY;
      case IllegalArgumentException _ when isVertx(fault) -> 400;
      default -> 500;
    };
  }

  /// Vert.x says so when it cannot read an address.
  private static boolean isVertx(Throwable fault) {
    StackTraceElement[] trace = fault.getStackTrace();
    return trace.length > 0
        && (trace[0].getClassName().startsWith("io.vertx.")
            || trace[0].getClassName().startsWith("io.netty."));
  }

  private static Answer answerTo(RoutingContext http, int status, @Nullable Throwable fault) {
    long report = 0;
    if (status >= 500 && status != AWAY) {
      report = ThreadLocalRandom.current().nextLong(1, 1L << 53);
      LOG.log(
          System.Logger.Level.ERROR,
          "Fault " + report + " in " + http.request().method() + " " + http.request().path(),
          fault);
    }
    return switch (Words.of(http.request().path())) {
      case CANVAS ->
          new Answer(
              withoutVerbs(status),
              CanvasErrors.MEDIA_TYPE,
              Buffer.buffer(CanvasErrors.lastResort(withoutVerbs(status), report)));
      case REALTIMEKIT ->
          new Answer(
              withoutVerbs(status),
              RealtimeKitErrors.MEDIA_TYPE,
              Buffer.buffer(RealtimeKitErrors.lastResort(withoutVerbs(status), report)));
      case OUR_OWN -> ourOwn(tooOld(fault) ? TOO_OLD : problem(status, report));
    };
  }

  private static boolean tooOld(@Nullable Throwable fault) {
    return fault instanceof NewerQuestionException
        || (fault instanceof CompletionException && tooOld(fault.getCause()));
  }

  private static Answer ourOwn(Problem problem) {
    return new Answer(problem.status(), Problem.MEDIA_TYPE, Buffer.buffer(problem.bytes()));
  }

  private static Problem problem(int status, long report) {
    Response.Status known = Response.Status.fromStatusCode(status);
    String title = known == null ? "Error" : known.getReasonPhrase();
    String detail =
        report == 0 ? title : "The log of the server holds this fault under " + report + ".";
    return new Problem(status, title, detail, null);
  }

  /// To both APIs a verb that a path does not have is as unknown as a path that does not exist.
  private static int withoutVerbs(int status) {
    return status == 405 ? 404 : status;
  }
}
