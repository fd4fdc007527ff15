package org.pollard.server;

import org.jspecify.annotations.Nullable;
import org.pollard.edge.Reach;
import org.pollard.people.HostLinks;
import org.pollard.people.TokenId;

/// Makes links that sign in the Host, and keeps the newest in the data folder for its owner's eyes.
/// Thread-safe; may wait for the database.
final class HostLinkFile {

  private static final String NAME = "host-link";

  private final Settings settings;
  private final HostLinks links;
  private final Reach reach;
  private final ListeningAt here;

  HostLinkFile(Settings settings, HostLinks links, Reach reach, ListeningAt here) {
    this.settings = settings;
    this.links = links;
    this.reach = reach;
    this.here = here;
  }

  /// A fresh link, under the best address that other devices reach as well. Earlier ones stay good.
  ///
  /// @param with the token with which it is made, and with which it ends; null: the operator
  synchronized String fresh(@Nullable TokenId with) {
    String link = links.make(reach.others().stream().findFirst().orElseGet(here::base), with);
    OwnersFile.write(settings.dataDir().resolve(NAME), link);
    return link;
  }

  /// For people: where it stands.
  String where() {
    return settings.dataDir().resolve(NAME).toString();
  }
}
