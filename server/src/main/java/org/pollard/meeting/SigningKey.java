package org.pollard.meeting;

import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.lang.JoseException;
import org.pollard.people.MadeOnce;
import org.pollard.people.Secrets;
import org.pollard.people.SharedValues;

/// The key pair that signs participants' tokens: made once, kept in the database, shared by all
/// nodes. Thread-safe. The private part is never printed.
public final class SigningKey {

  private static final String NAME = "participant-token-key";
  private static final int BITS = 2048;
  private static final int ID_BYTES = 8;

  private final MadeOnce<RsaJsonWebKey> pair;

  private SigningKey(MadeOnce<RsaJsonWebKey> pair) {
    this.pair = pair;
  }

  /// The stored key pair; if there is none, one is being made from now on, and who needs it waits.
  public static SigningKey in(SharedValues values, Secrets secrets) {
    return new SigningKey(
        new MadeOnce<>(values, NAME, () -> make(secrets), SigningKey::read).begun());
  }

  private static RsaJsonWebKey read(String stored) {
    try {
      return (RsaJsonWebKey) PublicJsonWebKey.Factory.newPublicJwk(stored);
    } catch (JoseException e) {
      throw new IllegalStateException("the stored signing key cannot be read", e);
    }
  }

  private static String make(Secrets secrets) {
    try {
      RsaJsonWebKey made = RsaJwkGenerator.generateJwk(BITS);
      made.setKeyId(secrets.hex(ID_BYTES));
      made.setAlgorithm(AlgorithmIdentifiers.RSA_USING_SHA256);
      made.setUse("sig");
      return made.toJson(OutputControlLevel.INCLUDE_PRIVATE);
    } catch (JoseException e) {
      throw new IllegalStateException("cannot make a signing key", e);
    }
  }

  RsaJsonWebKey pair() {
    return pair.get();
  }

  /// The public part as a JSON Web Key Set (RFC 7517), for whoever wants to verify tokens.
  public String keySet() {
    return new JsonWebKeySet(pair()).toJson(OutputControlLevel.PUBLIC_ONLY);
  }
}
