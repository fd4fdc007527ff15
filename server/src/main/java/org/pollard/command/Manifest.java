package org.pollard.command;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.pollard.store.TableDigest;

/// What a backup says of itself, in its first entry.
///
/// @param format of the archive; a program refuses one that it does not know
/// @param version of the program that made it
/// @param schema version of the tables
/// @param database `sqlite` or `postgresql`
/// @param takenAt no vote that was acknowledged before this moment is missing
/// @param tables what each table holds, by name
/// @param files hexadecimal SHA-256 of every other entry, by name
record Manifest(
    int format,
    String version,
    int schema,
    String database,
    Instant takenAt,
    Map<String, TableDigest> tables,
    Map<String, String> files) {

  static final int FORMAT = 1;

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  Manifest {
    tables = new TreeMap<>(tables);
    files = new TreeMap<>(files);
  }

  byte[] bytes() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (IOException e) {
      throw new UncheckedIOException("a manifest has no JSON", e);
    }
  }

  /// @throws Refusal when it is none, or of a format that this program does not know
  static Manifest read(byte[] bytes) {
    try {
      Manifest manifest = JSON.readValue(bytes, Manifest.class);
      if (manifest.format() != FORMAT) {
        throw Refusal.because(
            "The backup has format %d; this program knows %d."
                .formatted(manifest.format(), FORMAT));
      }
      return manifest;
    } catch (IOException e) {
      throw Refusal.because("The backup's manifest cannot be read: " + e.getMessage());
    }
  }

  /// How many rows all tables hold.
  long rows() {
    return tables.values().stream().mapToLong(TableDigest::rows).sum();
  }
}
