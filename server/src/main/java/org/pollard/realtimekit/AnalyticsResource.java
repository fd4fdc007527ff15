package org.pollard.realtimekit;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.pollard.meeting.App;
import org.pollard.meeting.MeetingSessionStore;

/// How much an app was used, day by day.
@Path("/client/v4/accounts/{account_id}/realtime/kit/{app_id}/analytics")
@RunOnVirtualThread
@Tag(name = "RealtimeKit analytics")
public class AnalyticsResource {

  private static final int DAYS_BY_DEFAULT = 30;
  private static final int MOST_DAYS = 3_660;

  private final MeetingSessionStore sessions;
  private final RealtimeKitLookup lookup;
  private final InstantSource clock;

  AnalyticsResource(MeetingSessionStore sessions, RealtimeKitLookup lookup, InstantSource clock) {
    this.sessions = sessions;
    this.lookup = lookup;
    this.clock = clock;
  }

  @GET
  @Path("/daywise")
  @Operation(summary = "Count the sessions of an app and their minutes, by day in UTC")
  @Parameter(
      name = "start_date",
      in = ParameterIn.QUERY,
      description = "30 days before the end by default",
      schema = @Schema(format = "date"))
  @Parameter(
      name = "end_date",
      in = ParameterIn.QUERY,
      description = "Counted as well; today by default",
      schema = @Schema(format = "date"))
  public Success<AnalyticsWire> daywise(
      @Context RoutingContext http,
      @PathParam("account_id") String account,
      @PathParam("app_id") String appId) {
    App app = lookup.app(account, appId);
    RealtimeKitCall call = RealtimeKitCall.of(http);
    LocalDate to = Parameters.day("end_date", call.parameter("end_date"));
    LocalDate last = to == null ? LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) : to;
    LocalDate from = Parameters.day("start_date", call.parameter("start_date"));
    LocalDate first = from == null ? last.minusDays(DAYS_BY_DEFAULT) : from;
    if (first.isAfter(last) || first.isBefore(last.minusDays(MOST_DAYS))) {
      throw new Refusal(
          RealtimeKitErrors.invalid(
              "start_date must not be after end_date, nor more than "
                  + MOST_DAYS
                  + " days before it."));
    }
    return Success.of(AnalyticsWire.of(sessions.byDay(app.id(), first, last)));
  }

  @GET
  @Path("/livestreams/daywise")
  @Operation(summary = "Count livestreams by day: there are none")
  public Success<List<LivestreamWire.Sums>> livestreamsDaywise(
      @PathParam("account_id") String account, @PathParam("app_id") String appId) {
    App _ = lookup.app(account, appId);
    return Success.of(List.of());
  }

  @GET
  @Path("/livestreams/overall")
  @Operation(summary = "Count livestreams: there are none")
  public Success<LivestreamWire.Sums> livestreams(
      @PathParam("account_id") String account, @PathParam("app_id") String appId) {
    App _ = lookup.app(account, appId);
    return Success.of(new LivestreamWire.Sums(0, 0, 0));
  }
}
