package org.pollard.canvas.params;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Reads one multipart body as parameters, all in memory; the body was bounded before.
final class MultipartBody {
  private static final String BODY = "the multipart body";

  /// Reading one costs ten times as much as a parameter of a form.
  private static final int MAX_PARTS = 1024;

  private MultipartBody() {}

  static Fields read(String contentType, byte[] body) throws Unreadable {
    try {
      return decoded(contentType, body);
    } catch (HttpPostRequestDecoder.TooManyFormFieldsException tooMany) {
      throw new Unreadable(BODY + " has more than " + MAX_PARTS + " parts");
    } catch (RuntimeException | IOException malformed) {
      // The decoder meets hostile bytes with exceptions of many kinds; whatever it throws, the body
      // is at
      // fault, and its words are not for clients.
      throw new Unreadable(BODY + " cannot be read");
    }
  }

  private static Fields decoded(String contentType, byte[] body) throws Unreadable, IOException {
    var request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.wrappedBuffer(body));
    try {
      request.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
      // ISO 8859-1 keeps the bytes of the part names, so that they are judged as strictly as all
      // others.
      var decoder =
          new HttpPostMultipartRequestDecoder(
              new DefaultHttpDataFactory(false),
              request,
              StandardCharsets.ISO_8859_1,
              MAX_PARTS,
              -1);
      try {
        return parts(decoder);
      } finally {
        decoder.destroy();
      }
    } finally {
      request.release();
    }
  }

  private static Fields parts(HttpPostMultipartRequestDecoder decoder)
      throws Unreadable, IOException {
    // A second end of the body moves the decoder on, if it has seen the closing boundary, to the
    // state in
    // which it tells the end of the parts from a lack of bytes.
    decoder.offer(LastHttpContent.EMPTY_LAST_CONTENT);
    var names = new NestedNames();
    try {
      while (decoder.hasNext()) {
        InterfaceHttpData part = decoder.next();
        try {
          put(names, part);
        } finally {
          part.release();
        }
      }
    } catch (HttpPostRequestDecoder.EndOfDataDecoderException end) {
      return names.fields();
    }
    throw new Unreadable(BODY + " has no closing boundary");
  }

  private static void put(NestedNames names, InterfaceHttpData part)
      throws Unreadable, IOException {
    byte[] bytes = part.getName().getBytes(StandardCharsets.ISO_8859_1);
    String name = StrictText.utf8(bytes, bytes.length, "the name of a part");
    if (part instanceof Attribute attribute) {
      byte[] value = attribute.get();
      String what = "the parameter " + Unreadable.quoted(name);
      names.put(name, new Param.Text(StrictText.utf8(value, value.length, what)));
    } else {
      names.put(name, new Param.FileUpload());
    }
  }
}
