package org.pollard.edge;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads a body, within bounds of size and time. On the event loop.
final class BodyReading {

  private static final Duration SLOWEST = Duration.ofSeconds(30);
  private static final Buffer NOTHING = Buffer.buffer();
  private static final Duration LINGER = Duration.ofSeconds(2);
  private static final int MOST_LENGTH_DIGITS = 18;
  private static final int PIECE = 16 * 1024;

  private final BodyBudget budget;
  private final SlowOnes slow = new SlowOnes(SLOWEST);

  BodyReading(BodyBudget budget) {
    this.budget = budget;
  }

  /// Tells one of the two, once. After a refusal the connection ends, see [#drop].
  void read(RoutingContext http, int largest, Consumer<Buffer> whole, Consumer<Refused> refused) {
    HttpServerRequest request = http.request();
    Consumer<Refused> dropping =
        reason -> {
          drop(http);
          refused.accept(reason);
        };
    if (announcesTooMuch(request, largest)) {
      dropping.accept(new Refused.TooLarge(largest));
      return;
    }
    if (request.isEnded() || !mayHaveBody(request)) {
      var _ = request.resume();
      whole.accept(NOTHING);
      return;
    }
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
      http.response().writeContinue();
    }
    new Reading(http, largest, whole, dropping).begin();
  }

  /// One body on its way. Confined to its event loop.
  private final class Reading {

    private final RoutingContext http;
    private final int largest;
    private final Consumer<Buffer> whole;
    private final Consumer<Refused> dropping;
    private final Runnable late = this::late;
    private final List<Buffer> parts = new ArrayList<>(1);

    /// Whether the last of the parts was made here.
    private boolean isOwn;

    private int length;
    private BodyBudget.@Nullable Share share;

    Reading(RoutingContext http, int largest, Consumer<Buffer> whole, Consumer<Refused> dropping) {
      this.http = http;
      this.largest = largest;
      this.whole = whole;
      this.dropping = dropping;
    }

    void begin() {
      HttpServerRequest request = http.request();
      slow.add(Hop.current(), late);
      request.handler(this::part);
      // Whoever hangs up in the middle has nobody left to tell, and is no fault of ours.
      request.exceptionHandler(
          _ -> {
            slow.remove(late);
            parts.clear();
            giveBack();
          });
      request.endHandler(_ -> end());
      var _ = request.resume();
    }

    private void part(Buffer part) {
      length += part.length();
      if (length > largest) {
        refuse(new Refused.TooLarge(largest));
      } else if (!mayBe(length)) {
        refuse(new Refused.Busy());
      } else {
        keep(part);
      }
    }

    /// Small parts go together: a chunk of one byte would cost a hundred if it were kept alone.
    /// What came cannot be appended to: over TLS it is a window on something larger that does not
    /// grow.
    private void keep(Buffer part) {
      if (parts.isEmpty() || parts.getLast().length() + part.length() > PIECE) {
        parts.add(part);
        isOwn = false;
        return;
      }
      if (!isOwn) {
        parts.add(Buffer.buffer(PIECE).appendBuffer(parts.removeLast()));
        isOwn = true;
      }
      var _ = parts.getLast().appendBuffer(part);
    }

    /// What is not counted needs no share.
    private boolean mayBe(int length) {
      if (length <= BodyBudget.FREE) {
        return true;
      }
      BodyBudget.Share own = share;
      if (own == null) {
        own = budget.share();
        share = own;
        http.addEndHandler(_ -> giveBack());
      }
      return own.growTo(length);
    }

    private void end() {
      slow.remove(late);
      if (!http.response().ended()) {
        Buffer body = joined();
        // Half of what was sent may say something else.
        if (body.length() == length) {
          whole.accept(body);
        } else {
          http.fail(new IllegalStateException("a part of a body was lost"));
        }
      }
      parts.clear();
    }

    /// Not sooner than it is whole: a buffer that grows is copied again and again, and holds up to
    /// twice of what was counted.
    private Buffer joined() {
      return switch (parts.size()) {
        case 0 -> NOTHING;
        case 1 -> parts.getFirst();
        default -> {
          Buffer body = Buffer.buffer(length);
          for (Buffer part : parts) {
            var _ = body.appendBuffer(part);
          }
          yield body;
        }
      };
    }

    private void late() {
      refuse(new Refused.TooSlow());
    }

    /// Lets go of what has come: the connection stays for a while, and its share ends with the
    /// answer.
    private void refuse(Refused reason) {
      slow.remove(late);
      parts.clear();
      dropping.accept(reason);
    }

    private void giveBack() {
      if (share != null) {
        share.end();
      }
    }
  }

  /// Takes no more of a body that nobody wants, and ends the connection a little after the answer:
  /// closed at once under a client that still sends, it would take the answer along. Of HTTP/2 only
  /// the one stream ends.
  static void drop(RoutingContext http) {
    HttpServerRequest request = http.request();
    if (request.isEnded() || !mayHaveBody(request)) {
      var _ = request.resume();
      return;
    }
    request.handler(_ -> {});
    request.endHandler(_ -> {});
    request.exceptionHandler(_ -> {});
    if (request.version() == HttpVersion.HTTP_2) {
      http.addEndHandler(_ -> http.response().reset(0));
      return;
    }
    http.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    var _ = request.resume();
    http.vertx().setTimer(LINGER.toMillis(), _ -> request.connection().close());
  }

  private static boolean announcesTooMuch(HttpServerRequest request, int largest) {
    @Nullable String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null || !isNumber(length)) {
      return false;
    }
    return length.length() > MOST_LENGTH_DIGITS || Long.parseLong(length) > largest;
  }

  static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean mayHaveBody(HttpServerRequest request) {
    return request.getHeader(HttpHeaders.CONTENT_LENGTH) != null
        || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null
        || (request.version() == HttpVersion.HTTP_2 && !request.isEnded());
  }
}
