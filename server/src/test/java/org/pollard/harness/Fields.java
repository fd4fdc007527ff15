package org.pollard.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A protobuf message by the numbers of its fields alone, so that tests share no description with
/// the server. Immutable; adding gives another one.
public record Fields(List<Field> all) {

  /// A field: bytes that are a text or a message, or else a number.
  public record Field(int number, long value, @Nullable ByteString bytes) {

    ByteString orNothing() {
      return bytes == null ? ByteString.EMPTY : bytes;
    }
  }

  public Fields {
    all = List.copyOf(all);
  }

  public static Fields none() {
    return new Fields(List.of());
  }

  public static Fields read(byte[] bytes) {
    try {
      CodedInputStream in = CodedInputStream.newInstance(bytes);
      List<Field> fields = new ArrayList<>();
      while (!in.isAtEnd()) {
        int tag = in.readTag();
        int number = WireFormat.getTagFieldNumber(tag);
        fields.add(
            WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT
                ? new Field(number, in.readUInt64(), null)
                : new Field(number, 0, in.readBytes()));
      }
      return new Fields(fields);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      for (Field each : all) {
        if (each.bytes() == null) {
          out.writeUInt64(each.number(), each.value());
        } else {
          out.writeBytes(each.number(), each.bytes());
        }
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// With a number; 0 and false are left out, as this protobuf has it.
  public Fields number(int field, long value) {
    return value == 0 ? this : with(new Field(field, value, null));
  }

  public Fields flag(int field, boolean value) {
    return number(field, value ? 1 : 0);
  }

  public Fields text(int field, String value) {
    return with(new Field(field, 0, ByteString.copyFromUtf8(value)));
  }

  public Fields message(int field, Fields value) {
    return with(new Field(field, 0, ByteString.copyFrom(value.bytes())));
  }

  private Fields with(Field added) {
    List<Field> more = new ArrayList<>(all);
    more.add(added);
    return new Fields(more);
  }

  public boolean has(int field) {
    return all.stream().anyMatch(each -> each.number() == field);
  }

  /// A number that stands there, be it 0.
  public OptionalLong explicit(int field) {
    return all.stream().filter(each -> each.number() == field).mapToLong(Field::value).findFirst();
  }

  public long number(int field) {
    return explicit(field).orElse(0);
  }

  public String text(int field) {
    return texts(field).stream().findFirst().orElse("");
  }

  public List<String> texts(int field) {
    return all.stream()
        .filter(each -> each.number() == field)
        .map(each -> each.orNothing().toString(UTF_8))
        .toList();
  }

  public Fields message(int field) {
    return messages(field).getFirst();
  }

  public List<Fields> messages(int field) {
    return all.stream()
        .filter(each -> each.number() == field)
        .map(each -> read(each.orNothing().toByteArray()))
        .toList();
  }
}
