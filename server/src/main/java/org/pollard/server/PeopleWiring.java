package org.pollard.server;

import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.pollard.edge.AfterPass;
import org.pollard.edge.Reach;
import org.pollard.meeting.ParticipantCredentials;
import org.pollard.people.AccessTokens;
import org.pollard.people.AuditStore;
import org.pollard.people.AuditTrail;
import org.pollard.people.Credentials;
import org.pollard.people.GuestStore;
import org.pollard.people.Guests;
import org.pollard.people.HostLinks;
import org.pollard.people.PasswordChanges;
import org.pollard.people.PasswordRule;
import org.pollard.people.Passwords;
import org.pollard.people.PeopleStore;
import org.pollard.people.RemoteCredentials;
import org.pollard.people.RemoteLinkStore;
import org.pollard.people.Remotes;
import org.pollard.people.Secrets;
import org.pollard.people.SessionCredentials;
import org.pollard.people.SharedValues;
import org.pollard.people.SignIn;
import org.pollard.people.TokenCredentials;
import org.pollard.people.TokenStore;
import org.pollard.people.VoterNames;

/// Wires users, participants and guests, and how each of them shows who they are.
final class PeopleWiring {

  PeopleWiring() {}

  @Produces
  @Singleton
  Passwords passwords() {
    return new Passwords();
  }

  void close(@Disposes Passwords passwords) {
    passwords.close();
  }

  @Produces
  @Singleton
  @Typed(VoterNames.class)
  VoterNames voterNames(PeopleStore people, GuestStore guests) {
    return new VoterNames(people, guests);
  }

  @Produces
  @Singleton
  AccessTokens accessTokens(
      TokenStore store,
      Secrets secrets,
      InstantSource clock,
      @VirtualThreads ExecutorService executor) {
    return new AccessTokens(store, secrets, clock, new AfterPass(executor));
  }

  @Produces
  @Singleton
  @Typed(Guests.class)
  Guests guests(
      GuestStore store,
      Secrets secrets,
      InstantSource clock,
      @VirtualThreads ExecutorService executor) {
    return new Guests(store, secrets, clock, new AfterPass(executor));
  }

  @Produces
  @Singleton
  Credentials credentials(AccessTokens tokens, ParticipantCredentials participants, Guests guests) {
    TokenCredentials users = new TokenCredentials(tokens);
    return new CredentialsInOrder(
        List.of(
            participants,
            users,
            new SessionCredentials(users),
            guests,
            new RemoteCredentials(tokens)));
  }

  @Produces
  @Singleton
  Remotes remotes(
      RemoteLinkStore store,
      AccessTokens tokens,
      Secrets secrets,
      InstantSource clock,
      @VirtualThreads ExecutorService executor) {
    return new Remotes(store, tokens, secrets, clock, executor);
  }

  @Produces
  @Singleton
  PasswordRule passwordRule() {
    return PasswordRule.read();
  }

  @Produces
  @Singleton
  PasswordChanges passwordChanges(
      PeopleStore people,
      AccessTokens tokens,
      Passwords passwords,
      PasswordRule rule,
      Secrets secrets) {
    return new PasswordChanges(people, tokens, passwords, rule, secrets);
  }

  @Produces
  @Singleton
  AuditTrail auditTrail(AuditStore store, InstantSource clock) {
    return new AuditTrail(store, clock);
  }

  @Produces
  @Singleton
  SignIn signIn(
      PeopleStore people,
      AccessTokens tokens,
      HostLinks links,
      Passwords passwords,
      Secrets secrets,
      InstantSource clock) {
    return new SignIn(people, tokens, links, passwords, secrets, clock);
  }

  @Produces
  @Singleton
  HostLinks hostLinks(
      SharedValues values,
      AccessTokens tokens,
      Secrets secrets,
      InstantSource clock,
      FirstStart firstStart,
      @VirtualThreads ExecutorService executor) {
    return new HostLinks(values, tokens, secrets, clock, firstStart.host(), executor);
  }

  @Produces
  @Singleton
  HostLinkFile hostLinkFile(Settings settings, HostLinks links, Reach reach, ListeningAt here) {
    return new HostLinkFile(settings, links, reach, here);
  }
}
