package org.pollard.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "host-link",
    mixinStandardHelpOptions = true,
    description = "Prints a fresh link that signs in the Host, once, within 24 hours.")
final class HostLink implements Callable<Integer> {

  @Mixin private final Answering answer = new Answering();

  /// @param askedOf who made it
  record Link(String link, String askedOf) {}

  @Override
  public Integer call() {
    try (House house = House.find(Given.settings())) {
      String link = house.hostLink();
      answer.meanwhile("From " + house.who() + ".");
      return answer.with(new Link(link, house.who()), link);
    }
  }
}
