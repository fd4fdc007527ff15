package org.pollard.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pollard.meeting.ApiToken;
import org.pollard.meeting.ApiTokenId;
import org.pollard.meeting.App;
import org.pollard.meeting.AppId;
import org.pollard.meeting.Meeting;
import org.pollard.meeting.MeetingId;
import org.pollard.meeting.MeetingStore.MeetingFilter;
import org.pollard.meeting.NewMeeting;
import org.pollard.meeting.NewParticipant;
import org.pollard.meeting.Participant;
import org.pollard.meeting.ParticipantId;
import org.pollard.meeting.PermissionGroup;
import org.pollard.meeting.PollPermissions;
import org.pollard.meeting.Preset;
import org.pollard.meeting.PresetId;
import org.pollard.meeting.PresetOutcome;
import org.pollard.meeting.PresetPermissions;
import org.pollard.people.Slice;

/// Apps, API tokens, presets, meetings and participants.
abstract class MeetingContract extends MeetingParts {

  @Test
  void an_app_comes_with_its_presets_and_is_found_by_a_part_of_its_name() {
    App app = app();

    assertThat(apps().app(app.id())).contains(app);
    assertThat(apps().apps(app.name().toUpperCase(java.util.Locale.ROOT), true, Slice.first(5)))
        .satisfies(found -> assertThat(found.items()).containsExactly(app));
    assertThat(viewer(app).permissions()).isEqualTo(VIEWER);
    assertThat(apps().app(new AppId("a\0b"))).isEmpty();
    assertThat(people().user(app.owner())).as("nobody is known as it").isEmpty();
  }

  @Test
  void apps_come_in_both_orders() {
    App first = app();
    App second = app();

    List<App> newest = apps().apps(null, true, Slice.first(2)).items();
    List<App> oldest = apps().apps(null, false, Slice.first(1_000)).items();

    assertThat(newest).containsExactly(second, first);
    assertThat(oldest).endsWith(first, second);
  }

  @Test
  void a_revoked_api_token_is_found_no_more() {
    ApiToken token =
        new ApiToken(
            new ApiTokenId(unique("id")),
            "name",
            unique("hash"),
            Set.of(PermissionGroup.REALTIME, PermissionGroup.ACCOUNT_READ),
            NOW,
            null);
    assertThat(apps().addToken(token, null)).isTrue();

    assertThat(apps().tokens(List.of(token.hash(), "other")))
        .containsOnly(java.util.Map.entry(token.hash(), token));
    assertThat(apps().revokeToken(token.id(), NOW)).contains(token);
    assertThat(apps().revokeToken(token.id(), NOW)).isEmpty();
    assertThat(apps().tokens(List.of(token.hash()))).isEmpty();
  }

  @Test
  void api_tokens_come_in_both_orders_with_the_ended_ones_or_without() {
    ApiToken ended = token(NOW.plusSeconds(1), NOW.plusSeconds(5));
    ApiToken good = token(NOW.plusSeconds(2), NOW.plusSeconds(50));
    ApiToken revoked = token(NOW.plusSeconds(3), null);
    apps().revokeToken(revoked.id(), NOW);

    assertThat(apps().token(good.id())).contains(good);
    assertThat(apps().token(revoked.id())).isEmpty();
    assertThat(apps().token(new ApiTokenId("a\0b"))).isEmpty();
    assertThat(apps().tokens(null, true, Slice.first(1_000)).items())
        .containsSubsequence(good, ended)
        .doesNotContain(revoked);
    assertThat(apps().tokens(NOW.plusSeconds(5), false, Slice.first(1_000)).items())
        .contains(good)
        .doesNotContain(ended, revoked);
  }

  private ApiToken token(Instant made, @Nullable Instant end) {
    ApiToken token =
        new ApiToken(new ApiTokenId(unique("id")), "name", unique("hash"), Set.of(), made, end);
    assertThat(apps().addToken(token, null)).isTrue();
    return token;
  }

  @Test
  void a_presets_name_is_free_again_after_its_deletion() {
    App app = app();
    Preset first = viewer(app);

    assertThat(meetings().addPreset(preset(app.id(), "viewer"), NOW))
        .isEqualTo(new PresetOutcome.NameTaken());
    assertThat(meetings().deletePreset(first.id(), NOW)).isPresent();
    assertThat(meetings().deletePreset(first.id(), NOW)).isEmpty();
    assertThat(meetings().presetNamed(app.id(), "viewer")).isEmpty();
    assertThat(meetings().preset(first.id()).orElseThrow().deleted()).isTrue();
    assertThat(meetings().addPreset(preset(app.id(), "viewer"), NOW))
        .isInstanceOf(PresetOutcome.Kept.class);
    assertThat(meetings().presets(app.id(), "VIEW", Slice.first(5)).total()).isEqualTo(1);
  }

  @Test
  void a_preset_is_changed_but_never_to_a_name_in_use() {
    App app = app();
    Preset viewer = viewer(app);
    meetings().addPreset(preset(app.id(), "other"), NOW);
    PresetPermissions all = new PresetPermissions(PollPermissions.ALL, true, true);
    Instant later = NOW.plusSeconds(5);

    PresetOutcome taken = meetings().changePreset(renamed(viewer, "other", all), later);
    PresetOutcome kept = meetings().changePreset(renamed(viewer, "host", all), later);
    PresetOutcome unknown =
        meetings()
            .changePreset(
                new Preset(
                    new PresetId(UUID.randomUUID()), app.id(), "x", all, "{}", NOW, NOW, false),
                later);

    assertThat(taken).isEqualTo(new PresetOutcome.NameTaken());
    assertThat(kept)
        .isEqualTo(
            new PresetOutcome.Kept(
                new Preset(viewer.id(), app.id(), "host", all, "{\"a\":1}", NOW, later, false)));
    assertThat(unknown).isEqualTo(new PresetOutcome.Unknown());
  }

  private static Preset renamed(Preset preset, String name, PresetPermissions permissions) {
    return new Preset(preset.id(), preset.app(), name, permissions, "{\"a\":1}", NOW, NOW, false);
  }

  @Test
  void meetings_are_changed_and_found_by_title_id_and_time() {
    App app = app();
    Meeting meeting = meeting(app);
    Meeting untitled =
        meetings().addMeeting(new NewMeeting(app.id(), null, Duration.ZERO, "{}"), NOW);
    Instant later = NOW.plusSeconds(60);
    Meeting wanted =
        new Meeting(
            meeting.id(),
            app.id(),
            "Ünter Uns",
            false,
            Duration.ofSeconds(7),
            "{\"a\":\"\\u0000\"}",
            NOW,
            later);

    assertThat(meetings().changeMeeting(wanted, later)).contains(wanted);
    assertThat(meetings().meeting(meeting.id())).contains(wanted);
    assertThat(found(app, "ünter", null, null)).containsExactly(wanted);
    assertThat(found(app, untitled.id().value().toString(), null, null)).containsExactly(untitled);
    assertThat(found(app, null, null, null)).containsExactly(untitled, wanted);
    assertThat(found(app, null, later, null)).isEmpty();
    assertThat(active(app, true)).containsExactly(untitled);
    assertThat(active(app, false)).containsExactly(wanted);
    assertThat(found(app, null, NOW, NOW)).hasSize(2);
    assertThat(found(app(), null, null, null)).isEmpty();
    assertThat(meetings().meeting(new MeetingId(UUID.randomUUID()))).isEmpty();
  }

  private List<Meeting> found(
      App app, @Nullable String search, @Nullable Instant from, @Nullable Instant to) {
    return meetings()
        .meetings(new MeetingFilter(app.id(), search, null, from, to), Slice.first(10))
        .items();
  }

  private List<Meeting> active(App app, boolean active) {
    return meetings()
        .meetings(new MeetingFilter(app.id(), null, active, null, null), Slice.first(10))
        .items();
  }

  @Test
  void a_custom_id_stands_for_one_participant_of_a_meeting() {
    App app = app();
    Meeting meeting = meeting(app);
    Participant ada = participant(app, meeting, "ada");
    NewParticipant again =
        new NewParticipant(meeting.id(), "ada", viewer(app).id(), null, "https://x/y.png");

    assertThat(meetings().addParticipant(again, NOW)).isEmpty();
    assertThat(participant(app, meeting(app), "ada").voter()).isNotEqualTo(ada.voter());
    assertThat(meetings().deleteParticipant(ada.id(), NOW)).isPresent();
    assertThat(meetings().deleteParticipant(ada.id(), NOW)).isEmpty();
    Participant anew = meetings().addParticipant(again, NOW).orElseThrow();

    assertThat(anew.name()).isNull();
    assertThat(anew.picture()).isEqualTo("https://x/y.png");
    assertThat(meetings().participantsNamed(meeting.id(), List.of("ada", "\0", "ada")))
        .containsExactly(anew);
    assertThat(meetings().participants(meeting.id(), Slice.first(5)).items()).containsExactly(anew);
    assertThat(meetings().participantsByVoter(List.of(ada.voter())).values())
        .as("still there behind its votes")
        .allMatch(Participant::deleted)
        .hasSize(1);
  }

  @Test
  void a_participant_is_changed_and_keeps_a_deleted_preset() {
    App app = app();
    Meeting meeting = meeting(app);
    Participant ada = participant(app, meeting, "ada");
    Instant later = NOW.plusSeconds(1);
    meetings().deletePreset(ada.preset(), NOW);

    Participant changed =
        meetings()
            .changeParticipant(
                new Participant(
                    ada.voter(),
                    ada.id(),
                    app.id(),
                    meeting.id(),
                    "ignored",
                    "Ada L.",
                    null,
                    ada.preset(),
                    "ignored",
                    VIEWER,
                    NOW,
                    NOW,
                    false),
                later)
            .orElseThrow();

    assertThat(changed.name()).isEqualTo("Ada L.");
    assertThat(changed.customId()).isEqualTo("ada");
    assertThat(changed.presetName()).isEqualTo("viewer");
    assertThat(changed.permissions()).isEqualTo(VIEWER);
    assertThat(changed.updatedAt()).isEqualTo(later);
    assertThat(meetings().participant(ada.id())).contains(changed);
    assertThat(meetings().participant(new ParticipantId(UUID.randomUUID()))).isEmpty();
    assertThat(meetings().participants(List.of(ada.id()))).containsEntry(ada.id(), changed);
  }
}
