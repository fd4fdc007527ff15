package org.pollard.architecture.planted.web;

import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;
import org.pollard.people.HostLinks;

/// Planted: breaks a rule on purpose.
final class HasFieldsInjected {

  @Inject @Nullable HostLinks links;
}
