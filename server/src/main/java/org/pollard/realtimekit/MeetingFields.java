package org.pollard.realtimekit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.NewMeeting;

/// What a body says of a meeting, as far as it may be said there. Immutable.
///
/// @param settings an object of what is only kept
record MeetingFields(
    @Nullable String title, boolean active, Duration keepAlive, ObjectNode settings) {

  private static final List<String> MAY_BE_NULL =
      List.of("record_on_start", "live_stream_on_start");
  private static final List<String> MUST_BE_TRUTH =
      List.of("persist_chat", "summarize_on_end", "transcribe_on_end");
  private static final List<String> OBJECTS = List.of("recording_config", "ai_config");

  /// What a new meeting has where nothing is said.
  static MeetingFields defaults() {
    return new MeetingFields(null, true, NewMeeting.KEEP_ALIVE, RealtimeKitJson.object());
  }

  /// Reads a body over what was there before; what is not given stays. Ends the call when anything
  /// is wrong.
  ///
  /// @param patch whether the body changes a meeting in part, where null is no value and the status
  ///   may be said
  MeetingFields with(Given given, boolean patch) {
    if (patch) {
      given.notNull("title", "status", "session_keep_alive_time_in_secs");
      MAY_BE_NULL.forEach(given::notNull);
    }
    MUST_BE_TRUTH.forEach(given::notNull);
    String newTitle = given.has("title") ? given.label("title") : title;
    Integer seconds =
        given.whole(
            "session_keep_alive_time_in_secs",
            0,
            Math.toIntExact(NewMeeting.LONGEST_KEEP_ALIVE.toSeconds()));
    boolean newActive = active;
    if (patch && given.has("status")) {
      String status = given.text("status");
      if (status != null && !status.equals("ACTIVE") && !status.equals("INACTIVE")) {
        given.problem("status must be ACTIVE or INACTIVE.");
      }
      newActive = !"INACTIVE".equals(status);
    }
    ObjectNode kept = settings.deepCopy();
    MAY_BE_NULL.forEach(name -> keepTruth(given, name, kept));
    MUST_BE_TRUTH.forEach(name -> keepTruth(given, name, kept));
    OBJECTS.forEach(name -> keepObject(given, name, kept));
    if (given.has("preferred_region")) {
      kept.put("preferred_region", given.text("preferred_region"));
    }
    given.check();
    return new MeetingFields(
        newTitle, newActive, seconds == null ? keepAlive : Duration.ofSeconds(seconds), kept);
  }

  private static void keepTruth(Given given, String name, ObjectNode kept) {
    if (given.has(name)) {
      kept.put(name, given.truth(name, false));
    }
  }

  private static void keepObject(Given given, String name, ObjectNode kept) {
    JsonNode value = given.fields().get(name);
    if (value == null) {
      return;
    }
    if (value.isObject()) {
      kept.set(name, StorageSecrets.removedFrom(value));
    } else if (value.isNull()) {
      kept.remove(name);
    } else {
      given.problem(name + " must be an object.");
    }
  }
}
