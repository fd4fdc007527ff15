package org.pollard.meeting;

/// What an API token of the account may be good for. The ids are fixed and known outside.
public enum PermissionGroup {
  REALTIME("5f2e1d7c9b8a46348d0f3c6b7a915e42", "Realtime"),
  REALTIME_ADMIN("a8d4c0b16e7f4f29935c2b8e1d7046fa", "Realtime Admin"),
  /// Good for nothing here; it lets a token be made before it is decided what for.
  ACCOUNT_READ("c17b9e50d3a84f6e8c2d40f7a6b35192", "Account Settings Read");

  private final String id;
  private final String title;

  PermissionGroup(String id, String title) {
    this.id = id;
    this.title = title;
  }

  public String id() {
    return id;
  }

  public String title() {
    return title;
  }

  /// Whether it opens the meetings of the account.
  public boolean opensMeetings() {
    return switch (this) {
      case REALTIME, REALTIME_ADMIN -> true;
      case ACCOUNT_READ -> false;
    };
  }
}
