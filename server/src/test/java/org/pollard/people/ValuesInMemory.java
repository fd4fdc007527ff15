package org.pollard.people;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// Shared values without a database; links are for tests with one.
@NullMarked
public record ValuesInMemory(Map<String, String> values) implements SharedValues {

  @Override
  public String putIfAbsent(String name, String value) {
    return values.computeIfAbsent(name, _ -> value);
  }

  @Override
  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  @Override
  public void put(String name, String value) {
    values.put(name, value);
  }

  @Override
  public void addLink(VoterId user, @Nullable TokenId madeWith, String hash, Instant expiresAt) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Set<String> standingLinks(Collection<String> hashes, Instant now) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Redeemed> redeemLink(String hash, Instant now) {
    throw new UnsupportedOperationException();
  }
}
