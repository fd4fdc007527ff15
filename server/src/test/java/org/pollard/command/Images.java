package org.pollard.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/// Images that buildah makes and keeps in a folder of their own, without a registry, a daemon or
/// anything that the machine has to be set up for.
@NullMarked
final class Images {

  /// As `podman run --read-only --tmpfs /tmp` with a volume would mount it, for one command alone:
  /// whoever clears the folders away must never find the mounts.
  private static final String MOUNTS =
      """
      mount --bind "$0" "$0" && mount -t proc proc "$0/proc" && mount -t tmpfs tmpfs "$0/tmp" \
        && mount --bind "$1" "$0/var/lib/pollard" && mount -o remount,bind,ro "$0" && shift \
        && exec chroot "$@"
      """;

  private final List<String> buildah;

  Images(Path folder) {
    this.buildah =
        List.of(
            "buildah",
            "--storage-driver=vfs",
            "--root=" + folder.resolve("root"),
            "--runroot=" + folder.resolve("run"));
  }

  private String run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(buildah);
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", command) + "\n" + said).isZero();
    return said.strip();
  }

  /// Makes an image of an archive of files.
  void base(Path archive) throws Exception {
    String scratch = run("from", "scratch");
    run("add", "--quiet", scratch, archive.toString(), "/");
    run("commit", "--quiet", "--rm", scratch, "base");
  }

  /// Builds the Containerfile of a folder on that.
  void build(Path context) throws Exception {
    run(
        "build",
        "--isolation=chroot",
        "--format=docker",
        "--build-arg=BASE=localhost/base",
        "--build-arg=REHEARSAL_SECONDS=2",
        "--tag=pollard",
        context.toString());
  }

  /// A container of what was built.
  ///
  /// @param volume what it keeps
  Container container(Path volume) throws Exception {
    String name = run("from", "--pull-never", "localhost/pollard");
    JsonNode image =
        new ObjectMapper().readTree(run("inspect", "--type=image", "localhost/pollard"));
    return new Container(Path.of(run("mount", name)), volume, image.at("/Docker/config"));
  }

  /// The files of an image with the mounts that it is to have.
  static final class Container {

    private final Path root;
    private final Path volume;
    private final JsonNode config;

    private Container(Path root, Path volume, JsonNode config) {
      this.root = root;
      this.volume = volume;
      this.config = config;
    }

    /// What the image says of itself.
    JsonNode config() {
      return config;
    }

    /// A command in it, by the image's user and with its environment.
    String[] command(String... command) {
      List<String> all =
          new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", MOUNTS, root.toString()));
      all.add(volume.toString());
      all.addAll(
          List.of(
              "--userspec=" + config.get("User").asText(),
              root.toString(),
              "env",
              "-i",
              "--chdir=" + config.get("WorkingDir").asText(),
              "POLLARD_HTTP_HOST=127.0.0.1",
              "POLLARD_HTTP_PORT=0"));
      config.get("Env").forEach(each -> all.add(each.asText()));
      all.addAll(List.of(command));
      return all.toArray(String[]::new);
    }

    /// What it runs when nothing else is said.
    String[] entry() {
      return command(words(config.get("Entrypoint"), config.get("Cmd")));
    }

    /// What tells whether it is well.
    String[] health() {
      String[] words = words(config.at("/Healthcheck/Test"));
      return command(Stream.of(words).skip(1).toArray(String[]::new));
    }

    private static String[] words(JsonNode... lists) {
      List<String> words = new ArrayList<>();
      for (JsonNode list : lists) {
        list.forEach(each -> words.add(each.asText()));
      }
      return words.toArray(String[]::new);
    }
  }
}
