package org.pollard.web;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.Arrival;
import org.pollard.edge.Downloads;
import org.pollard.edge.Witness;
import org.pollard.people.AuditEntry;
import org.pollard.people.AuditEvent;
import org.pollard.people.AuditStore;
import org.pollard.people.User;

/// The audit log, for administrators.
@Path("/web")
@RunOnVirtualThread
public class AuditResource {

  private static final int A_PAGE = 100;

  private final HostedRooms hosted;
  private final AuditStore store;
  private final Downloads downloads;
  private final Witness witness;

  AuditResource(HostedRooms hosted, AuditStore store, Downloads downloads, Witness witness) {
    this.hosted = hosted;
    this.store = store;
    this.downloads = downloads;
    this.witness = witness;
  }

  /// A page of it, the newest first.
  ///
  /// @param next for `before`; absent on the last page
  public record Page(List<Line> events, @Nullable Long next) {}

  /// What happened.
  public record Line(
      long id,
      Instant at,
      String event,
      @Nullable Long user,
      String name,
      String detail,
      @Nullable String address) {

    static Line of(AuditEntry entry) {
      return new Line(
          entry.id(),
          entry.at(),
          word(entry.event()),
          entry.actor() == null ? null : entry.actor().value(),
          entry.actorName(),
          entry.detail(),
          entry.address());
    }
  }

  @GET
  @Path("/audit")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(hidden = true)
  public Page page(
      @Context RoutingContext http,
      @QueryParam("before") @Nullable String before,
      @QueryParam("event") @Nullable String event) {
    User _ = administrator(http);
    http.response().putHeader("Cache-Control", "no-store");
    List<AuditEntry> found =
        store.newest(before == null ? Long.MAX_VALUE : Arrival.idOf(before), event(event), A_PAGE);
    return new Page(
        found.stream().map(Line::of).toList(), found.size() < A_PAGE ? null : found.getLast().id());
  }

  @GET
  @Path("/audit.csv")
  @Produces("text/csv")
  @Operation(hidden = true)
  public Response csv(@Context RoutingContext http) {
    User caller = administrator(http);
    witness.note(http, AuditEvent.EXPORTED, caller, "the audit log");
    Downloads.Whole whole = downloads.write(new AuditFile(store)::writeCsv);
    return ResultsResource.answer(
        whole, "text/csv;charset=UTF-8", "attachment; filename=\"audit.csv\"");
  }

  private User administrator(RoutingContext http) {
    User user = hosted.user(http);
    if (!user.administrator()) {
      throw WebProblem.NOT_ALLOWED.refusal();
    }
    return user;
  }

  private static @Nullable AuditEvent event(@Nullable String word) {
    if (word == null || word.isEmpty()) {
      return null;
    }
    return Arrays.stream(AuditEvent.values())
        .filter(each -> word(each).equals(word))
        .findFirst()
        .orElseThrow(WebProblem.BAD_REQUEST::refusal);
  }

  static String word(AuditEvent event) {
    return event.name().toLowerCase(Locale.ROOT);
  }
}
