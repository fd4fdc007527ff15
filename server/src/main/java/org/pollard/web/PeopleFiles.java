package org.pollard.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pollard.course.RoomPeople;
import org.pollard.edge.Downloads;
import org.pollard.edge.Witness;
import org.pollard.people.AuditEvent;

/// Makes files of the people of a room. Thread-safe; may wait for the database.
@ApplicationScoped
class PeopleFiles {

  private final RoomPeople people;
  private final Downloads downloads;
  private final Witness witness;

  PeopleFiles(RoomPeople people, Downloads downloads, Witness witness) {
    this.people = people;
    this.downloads = downloads;
    this.witness = witness;
  }

  enum Kind {
    CSV("text/csv;charset=UTF-8"),
    XLSX(ResultsResource.XLSX);

    private final String type;

    Kind(String type) {
      this.type = type;
    }
  }

  /// The file to download; whether the caller may is judged already.
  ///
  /// @param language of the page
  Response answer(
      RoutingContext http, HostedRooms.Hosted room, @Nullable String language, Kind kind) {
    PeopleFile file = new PeopleFile(people.in(room.id()).people(), PeopleFile.Words.of(language));
    Downloads.Whole whole = downloads.write(kind == Kind.CSV ? file::writeCsv : file::writeXlsx);
    String ending = kind.name().toLowerCase(Locale.ROOT);
    String detail = "people of " + room.told() + " as " + ending;
    witness.note(http, AuditEvent.EXPORTED, room.user(), detail);
    String plain = "people-" + room.id().value();
    String disposition = Attachment.header(room.course().name(), plain, ending);
    return ResultsResource.answer(whole, kind.type, disposition);
  }
}
