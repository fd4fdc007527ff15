package org.pollard.course;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// An origin whose pages may show others in a frame, spelled as browsers compare it. It goes into a
/// header of ours, so it holds nothing but a scheme, a host and a port.
public record FrameOrigin(String text) {

  private static final int LONGEST = 200;
  private static final int MOST_PORT = 65_535;

  private static final Pattern HOST =
      Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

  private static final Pattern BRACKETED = Pattern.compile("\\[[0-9a-f:.]+]");

  /// What somebody typed; empty when it is no origin: `https://lms.example.org`, with a slash at
  /// the end or none.
  public static Optional<FrameOrigin> read(String typed) {
    String plain = typed.strip();
    if (plain.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(plain);
      if (uri.getScheme() == null || uri.getHost() == null) {
        return Optional.empty();
      }
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      String host = uri.getHost().toLowerCase(Locale.ROOT);
      boolean bare =
          uri.getRawUserInfo() == null
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null
              && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
      boolean web = scheme.equals("https") || scheme.equals("http");
      boolean isHost = HOST.matcher(host).matches() || BRACKETED.matcher(host).matches();
      int port = uri.getPort();
      if (!bare || !web || !isHost || port == 0 || port > MOST_PORT) {
        return Optional.empty();
      }
      boolean usual = port < 0 || port == (scheme.equals("https") ? 443 : 80);
      return Optional.of(new FrameOrigin(scheme + "://" + host + (usual ? "" : ":" + port)));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
