package org.pollard.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/// Judges what is given as the address of a webhook. Immutable.
///
/// What is judged here is the text, so that whoever types an address hears of it; the judgement
/// that counts is made of the address that is connected to, at every attempt.
public final class WebhookUrl {

  private static final int LONGEST = 2_048;
  private static final int MOST_PORTS = 65_535;

  private final DeliveryNetwork network;

  public WebhookUrl(DeliveryNetwork network) {
    this.network = network;
  }

  /// What is wrong with it, as the end of a sentence that begins with the field's name; empty when
  /// nothing is.
  public Optional<String> problem(String text) {
    if (text.length() > LONGEST) {
      return Optional.of("must have at most " + LONGEST + " characters.");
    }
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      return Optional.of("must be a URL such as https://example.org/hook.");
    }
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    boolean ascii = text.chars().allMatch(c -> c < 128);
    if (!ascii
        || !(scheme.equals("http") || scheme.equals("https"))
        || url.getHost() == null
        || url.getPort() == 0
        || url.getPort() > MOST_PORTS) {
      return Optional.of("must be a URL such as https://example.org/hook, in ASCII characters.");
    }
    if (url.getUserInfo() != null) {
      return Optional.of("must not hold a user name or a password.");
    }
    if (isForbidden(url.getHost())) {
      return Optional.of(
          "must be a public address; webhooks go to private ones only where the server's operator"
              + " allows it.");
    }
    return Optional.empty();
  }

  /// Of names only those are known that always mean this machine: nobody is asked here.
  private boolean isForbidden(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (network.takesPrivate()) {
      return false;
    }
    if (name.equals("localhost") || name.endsWith(".localhost")) {
      return true;
    }
    try {
      return !network.allows(InetAddress.ofLiteral(name.replaceAll("^\\[|]$", "")));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
