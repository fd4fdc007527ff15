package org.pollard.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.pollard.people.Secrets;
import org.pollard.people.SharedValues;
import org.pollard.people.ValuesInMemory;
import org.pollard.people.VoterId;

/// Tokens that a browser client can read and nobody else can make.
@NullMarked
class ParticipantTokensTest {

  private static final Participant ADA =
      new Participant(
          new VoterId(7),
          new ParticipantId(UUID.randomUUID()),
          new AppId("0123456789abcdef0123456789abcdef"),
          new MeetingId(UUID.randomUUID()),
          "custom~?>ü",
          "Ada ~?>ü",
          null,
          new PresetId(UUID.randomUUID()),
          "preset",
          new PresetPermissions(PollPermissions.ALL, false, false),
          Instant.EPOCH,
          Instant.EPOCH,
          false);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T10:00:00Z"));
  private final ValuesInMemory kept = new ValuesInMemory(new ConcurrentHashMap<>());
  private final ParticipantTokens tokens = tokens(kept);

  private ParticipantTokens tokens(SharedValues values) {
    return new ParticipantTokens(SigningKey.in(values, new Secrets()), now::get);
  }

  @Test
  void a_token_says_who_in_letters_that_plain_base64_knows() {
    String token = tokens.issue(ADA);
    String payload = token.split("\\.", -1)[1];

    assertThat(token).startsWith("eyJ");
    assertThat(payload).doesNotContain("-").doesNotContain("_");
    assertThat(new String(Base64.getDecoder().decode(payload), StandardCharsets.US_ASCII))
        .contains("\"orgId\":\"" + ADA.app().value() + "\"")
        .contains("\"participantId\":\"" + ADA.id().value() + "\"");
    ParticipantTokens.Claims claims = tokens.verify(token).orElseThrow();
    assertThat(claims.participant()).isEqualTo(ADA.id());
    assertThat(claims.meeting()).isEqualTo(ADA.meeting());
    assertThat(claims.expiresAt()).isEqualTo(now.get().plus(Duration.ofDays(100)));
  }

  @Test
  void it_is_good_for_a_hundred_days_even_if_it_is_remembered() {
    String token = tokens.issue(ADA);
    now.updateAndGet(time -> time.plus(Duration.ofDays(100)).minusSeconds(1));
    assertThat(tokens.verify(token)).isPresent();

    now.updateAndGet(time -> time.plusSeconds(1));

    assertThat(tokens.verify(token)).isEmpty();
  }

  @Test
  void the_key_outlives_a_restart_and_another_key_signs_nothing() {
    String token = tokens.issue(ADA);

    assertThat(tokens(kept).verify(token)).isPresent();
    assertThat(tokens(new ValuesInMemory(new ConcurrentHashMap<>())).verify(token)).isEmpty();
  }

  @Test
  void what_was_tampered_with_is_nothing() {
    String token = tokens.issue(ADA);
    String[] parts = token.split("\\.", -1);
    String none = encoded("{\"alg\":\"none\"}");
    String other = encoded("{\"meetingId\":\"x\",\"exp\":9999999999}");

    assertThat(tokens.verify(parts[0] + "." + other + "." + parts[2])).isEmpty();
    assertThat(tokens.verify(none + "." + parts[1] + ".")).isEmpty();
    assertThat(tokens.verify(none + "." + parts[1] + "." + parts[2])).isEmpty();
    assertThat(tokens.verify(encoded("{\"alg\":\"HS256\"}") + "." + parts[1] + "." + parts[2]))
        .isEmpty();
    assertThat(tokens.verify("")).isEmpty();
    assertThat(tokens.verify("eyJ..")).isEmpty();
    assertThat(tokens.verify("eyJ" + "a".repeat(10_000) + "..")).isEmpty();
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void only_the_public_part_of_the_key_is_shown() {
    assertThat(SigningKey.in(kept, new Secrets()).keySet())
        .contains("\"kty\":\"RSA\"", "\"kid\"")
        .doesNotContain("\"d\"");
  }
}
