package org.pollard.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import org.pollard.people.MadeOnce;
import org.pollard.people.SharedValues;

/// The key pair that signs what is sent: made when it is first needed, kept in the database, shared
/// by all nodes. Thread-safe. The private part is never printed.
public final class SigningKey {

  private static final String NAME = "webhook-key";
  private static final int BITS = 2048;
  private static final int PEM_LINE = 64;

  private final MadeOnce<Pair> pair;

  private record Pair(PrivateKey secret, String pem) {

    @Override
    public String toString() {
      return pem;
    }
  }

  private SigningKey(MadeOnce<Pair> pair) {
    this.pair = pair;
  }

  /// The stored key pair, or the one that will be stored when somebody needs it.
  public static SigningKey in(SharedValues values) {
    return new SigningKey(new MadeOnce<>(values, NAME, SigningKey::make, SigningKey::read));
  }

  private static Pair read(String stored) {
    try {
      KeyFactory factory = KeyFactory.getInstance("RSA");
      PrivateKey secret =
          factory.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(stored)));
      RSAPrivateCrtKey parts = (RSAPrivateCrtKey) secret;
      byte[] open =
          factory
              .generatePublic(new RSAPublicKeySpec(parts.getModulus(), parts.getPublicExponent()))
              .getEncoded();
      return new Pair(secret, pem(open));
    } catch (GeneralSecurityException | ClassCastException | IllegalArgumentException e) {
      throw new IllegalStateException("the stored key of webhooks cannot be read", e);
    }
  }

  private static String make() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      return Base64.getEncoder()
          .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot make a key for webhooks", e);
    }
  }

  private static String pem(byte[] open) {
    String lines =
        Base64.getMimeEncoder(PEM_LINE, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(open);
    return "-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----\n";
  }

  /// The public part as PEM (SubjectPublicKeyInfo, RFC 7468). May wait for the database.
  public String publicPem() {
    return pair.get().pem();
  }

  /// RSASSA-PKCS1-v1_5 with SHA-256 over these bytes, in Base64.
  String sign(byte[] body) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(pair.get().secret());
      signature.update(body);
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java signs with RSA", e);
    }
  }
}
