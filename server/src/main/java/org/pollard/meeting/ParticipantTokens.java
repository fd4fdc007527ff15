package org.pollard.meeting;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;
import org.pollard.people.Secrets;

/// Issues and verifies the tokens of participants: JWTs signed with RS256. Thread-safe; never
/// waits. Whether the participant is still there is judged by [ParticipantCredentials].
///
/// The browser client decodes the payload with plain Base64, so no character may stand in it that
/// makes a `-` or `_`: `>`, `?`, `~` and all that is not ASCII. Ids and numbers have none of them.
public final class ParticipantTokens {

  private static final Duration GOOD_FOR = Duration.ofDays(100);
  private static final int MOST_REMEMBERED = 100_000;
  private static final int LONGEST = 4_096;

  private final SigningKey key;
  private final InstantSource clock;
  private final JwtConsumer consumer;

  /// Tokens whose signature was found good, by their hash: verifying costs far more.
  private final Cache<String, Claims> verified =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

  /// What a token says.
  public record Claims(
      AppId app, MeetingId meeting, ParticipantId participant, Instant expiresAt) {}

  public ParticipantTokens(SigningKey key, InstantSource clock) {
    this.key = key;
    this.clock = clock;
    this.consumer =
        new JwtConsumerBuilder()
            .setVerificationKeyResolver((_, _) -> key.pair().getKey())
            .setJwsAlgorithmConstraints(
                new AlgorithmConstraints(
                    ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256))
            .setRequireExpirationTime()
            .setSkipDefaultAudienceValidation()
            .setEvaluationTime(NumericDate.fromSeconds(0))
            .build();
  }

  /// A fresh token; earlier ones stay good until their own end.
  public String issue(Participant participant) {
    Instant now = clock.instant();
    JwtClaims claims = new JwtClaims();
    claims.setStringClaim("orgId", participant.app().value());
    claims.setStringClaim("meetingId", participant.meeting().value().toString());
    claims.setStringClaim("participantId", participant.id().value().toString());
    claims.setStringClaim("presetId", participant.preset().value().toString());
    claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
    claims.setExpirationTime(NumericDate.fromSeconds(now.plus(GOOD_FOR).getEpochSecond()));
    JsonWebSignature signature = new JsonWebSignature();
    signature.setHeader("typ", "JWT");
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    signature.setKeyIdHeaderValue(key.pair().getKeyId());
    signature.setPayload(claims.toJson());
    signature.setKey(key.pair().getPrivateKey());
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException("cannot sign a participant's token", e);
    }
  }

  /// Whether the text has the form of such a token, forged or not.
  public static boolean looksLikeOne(String text) {
    return text.startsWith("eyJ") && text.chars().filter(c -> c == '.').count() == 2;
  }

  /// What the token says; empty when it is forged, expired or something else.
  public Optional<Claims> verify(String token) {
    if (token.length() > LONGEST || !looksLikeOne(token)) {
      return Optional.empty();
    }
    String hash = Secrets.hash(token);
    Claims known = verified.getIfPresent(hash);
    Optional<Claims> claims = known != null ? Optional.of(known) : read(token);
    claims.ifPresent(each -> verified.put(hash, each));
    return claims.filter(each -> clock.instant().isBefore(each.expiresAt()));
  }

  /// The signature and the form are judged here, the time by the caller, whose clock it is.
  private Optional<Claims> read(String token) {
    try {
      JwtClaims claims = consumer.processToClaims(token);
      return Optional.of(
          new Claims(
              new AppId(claims.getStringClaimValue("orgId")),
              new MeetingId(UUID.fromString(claims.getStringClaimValue("meetingId"))),
              new ParticipantId(UUID.fromString(claims.getStringClaimValue("participantId"))),
              Instant.ofEpochSecond(claims.getExpirationTime().getValue())));
    } catch (InvalidJwtException
        | MalformedClaimException
        | IllegalArgumentException
        | NullPointerException e) {
      return Optional.empty();
    }
  }
}
