package org.pollard.realtimekit.socket;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.pollard.edge.Hop;
import org.pollard.edge.connection.ConnectionGuard;
import org.pollard.live.Watching;
import org.pollard.realtimekit.Admission;
import org.pollard.realtimekit.RealtimeKitFacade;

/// `GET /ws`, which becomes a socket of the browser client. What is wrong with the query is told by
/// the status of the refused upgrade.
@ApplicationScoped
class SocketRoutes {

  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;
  private static final Pattern PEER_FORM = Pattern.compile("[0-9A-Za-z_-]{1,64}");
  private static final String PING = "2";

  private final Admission admission;
  private final Allowances allowances;
  private final Requests requests;
  private final RoomRequests room;
  private final Halls halls;

  SocketRoutes(
      Admission admission,
      Allowances allowances,
      Requests requests,
      RoomRequests room,
      Halls halls,
      Watching watching) {
    this.admission = admission;
    this.allowances = allowances;
    this.requests = requests;
    this.room = room;
    this.halls = halls;
    watching.serve(halls);
  }

  void register(@Observes Router router) {
    router.get("/ws").handler(this::connect);
  }

  private void connect(RoutingContext http) {
    HttpServerRequest request = http.request();
    if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      refuse(http, BAD_REQUEST);
      return;
    }
    String token = http.queryParams().get("authToken");
    Hop.then(http, admission.of(token == null ? "" : token), outcome -> admit(http, outcome));
  }

  private void admit(RoutingContext http, Admission.Outcome outcome) {
    switch (outcome) {
      case Admission.Outcome.Refused(int status) -> refuse(http, status);
      case Admission.Outcome.Admitted admitted -> {
        String room = http.queryParams().get("roomID");
        String peer = http.queryParams().get("peerID");
        if (!admitted.meeting().id().value().toString().equalsIgnoreCase(room)) {
          refuse(http, FORBIDDEN);
        } else if (peer == null || !PEER_FORM.matcher(peer).matches()) {
          refuse(http, BAD_REQUEST);
        } else {
          upgrade(http, admitted, peer);
          // Who comes back may do so under a new id, and then names the old one.
          halls.replace(admitted.participant().voter(), http.queryParams().get("oldPeerID"));
        }
      }
    }
  }

  private void upgrade(RoutingContext http, Admission.Outcome.Admitted admitted, String peer) {
    if (halls.leaving()) {
      refuse(http, UNAVAILABLE);
      return;
    }
    if (http.response().closed()) {
      // Whoever left during the admission is not told of any more, and would keep a share for ever.
      return;
    }
    Optional<Allowance> allowance = allowances.open(admitted.participant().voter());
    if (allowance.isEmpty()) {
      refuse(http, TOO_MANY);
      return;
    }
    HttpServerRequest request = http.request();
    // The token is no header and no cookie, so that the edge has not seen it.
    ConnectionGuard.here().known(request.connection());
    var _ =
        request
            .toWebSocket()
            .onSuccess(socket -> open(request, socket, admitted, peer, allowance.get()))
            .onFailure(_ -> allowances.close(allowance.get()));
  }

  private void open(
      HttpServerRequest request,
      ServerWebSocket socket,
      Admission.Outcome.Admitted admitted,
      String peer,
      Allowance allowance) {
    if (socket.isClosed()) {
      allowances.close(allowance);
      return;
    }
    Context loop = VertxContext.getRootContext(Objects.requireNonNull(Vertx.currentContext()));
    Leaving leaving = new Leaving();
    ClientSocket client =
        new ClientSocket(
            socket,
            ((ConnectionBase) request.connection()).channelHandlerContext(),
            loop,
            admitted.participant(),
            peer,
            admitted.tokenEnd(),
            allowance,
            leaving);
    leaving.of(
        () -> {
          // Of a server that stops all leave their places at once, at its end.
          if (!halls.leaving()) {
            room.leave(client);
            halls.close(client);
          }
        });
    socket.closeHandler(
        _ -> {
          client.ended();
          if (!halls.leaving()) {
            allowances.close(allowance);
          }
        });
    socket.exceptionHandler(_ -> {});
    // What is no message costs as much as one: a ping has been answered before anybody is asked.
    socket.frameHandler(
        frame -> {
          if (frame.isPing()) {
            var _ = client.pay();
          } else if (frame.isText() || frame.isBinary() || frame.isContinuation()) {
            client.part(frame.binaryData().length(), frame.isFinal());
          }
        });
    socket.pongHandler(
        _ -> {
          var _ = client.pay();
        });
    socket.textMessageHandler(
        text -> {
          client.hear();
          if (client.pay() && text.equals(PING)) {
            client.pong();
          }
        });
    socket.binaryMessageHandler(
        (Buffer frame) -> {
          client.hear();
          if (!client.gone() && !halls.leaving()) {
            requests.take(client, frame);
          }
        });
    halls.open(client);
  }

  /// What has to be done once when a connection is gone, in whatever way.
  private static final class Leaving implements Runnable {

    private Runnable work = () -> {};

    void of(Runnable work) {
      this.work = work;
    }

    @Override
    public void run() {
      Runnable once = work;
      work = () -> {};
      once.run();
    }
  }

  private static void refuse(RoutingContext http, int status) {
    HttpServerRequest request = http.request();
    request.resume();
    RealtimeKitFacade.refuse(http, status);
  }
}
