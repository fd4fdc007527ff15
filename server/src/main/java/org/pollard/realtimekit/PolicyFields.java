package org.pollard.realtimekit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pollard.meeting.PermissionGroup;

/// Reads the policies of an API token: which permission groups they give in this account, after
/// what they deny.
final class PolicyFields {

  private static final String ACCOUNT = "com.cloudflare.api.account.";

  private PolicyFields() {}

  static Set<PermissionGroup> read(Given given, AccountId account) {
    Set<PermissionGroup> allowed = EnumSet.noneOf(PermissionGroup.class);
    Set<PermissionGroup> denied = EnumSet.noneOf(PermissionGroup.class);
    JsonNode policies = given.fields().path("policies");
    if (!policies.isArray() || policies.isEmpty()) {
      given.problem("policies is required and must be an array of objects.");
    }
    for (JsonNode policy : policies) {
      String effect = policy.path("effect").asText();
      if (!effect.equals("allow") && !effect.equals("deny")) {
        given.problem("effect of a policy must be allow or deny.");
      }
      if (!policy.path("permission_groups").isArray()) {
        given.problem("permission_groups of a policy is required and must be an array.");
      }
      for (JsonNode each : policy.path("permission_groups")) {
        Optional<PermissionGroup> group = group(each.path("id").asText());
        if (group.isEmpty()) {
          given.problem("There is no permission group '" + each.path("id").asText() + "'.");
        } else if (concerns(policy.path("resources"), account)) {
          (effect.equals("deny") ? denied : allowed).add(group.get());
        }
      }
    }
    allowed.removeAll(denied);
    return allowed;
  }

  private static Optional<PermissionGroup> group(String id) {
    return Arrays.stream(PermissionGroup.values()).filter(each -> each.id().equals(id)).findFirst();
  }

  /// Whether this account is among the resources: named, meant with all, or not excluded by naming
  /// others only.
  private static boolean concerns(JsonNode resources, AccountId account) {
    if (!resources.isObject() || resources.isEmpty()) {
      return true;
    }
    return resources
        .propertyStream()
        .map(Map.Entry::getKey)
        .anyMatch(
            name ->
                !name.startsWith(ACCOUNT)
                    || name.equals(ACCOUNT + "*")
                    || name.equals(ACCOUNT + account.value()));
  }
}
