package org.pollard.people;

import org.jspecify.annotations.Nullable;

/// What is needed to make a user.
///
/// @param passwordHash a hash in PHC form, never the password itself
public record NewUser(
    String name, @Nullable String loginId, @Nullable String passwordHash, boolean administrator) {}
