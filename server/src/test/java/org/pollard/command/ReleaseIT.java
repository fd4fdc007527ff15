package org.pollard.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Canvas;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;

/// What Pollard is installed from, installed where nothing is: a bare Debian without any Java.
/// Needs root, `mmdebstrap` and Debian's packages; elsewhere it is skipped, and says what it lacks.
@NullMarked
@Timeout(900)
class ReleaseIT {

  private static final Path ROOT =
      Path.of(System.getProperty("pollard.root", "..")).toAbsolutePath();
  private static final Pattern READY = Pattern.compile("Pollard is ready at (http://[^\\s\"]+)");

  private static final Pattern OF_THE_PAGES =
      Pattern.compile(
          "<groupId>org\\.(?:mvnpm|webjars\\.npm)</groupId>\\s*<artifactId>([^<]+)</artifactId>"
              + "\\s*<version>([^<]+)</version>");

  @TempDir static Path work;

  /// What `bin/release` made, once for all.
  private static Path made = Path.of("");

  /// The same by somebody else.
  private static Path again = Path.of("");

  /// A Debian with nothing in it, which each test unpacks for itself.
  private static Path debian = Path.of("");

  private static Ended debianMade = new Ended(0, "");

  private record Ended(int code, String output) {}

  private static Ended run(String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("POLLARD_"));
    // That they are made is seen here, and not how much they bring.
    builder.environment().put("REHEARSAL_SECONDS", "2");
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }

  private static String good(String... command) throws Exception {
    Ended ended = run(command);
    assertThat(ended.code()).as(String.join(" ", command) + "\n" + ended.output()).isZero();
    return ended.output();
  }

  private static boolean has(String program) throws Exception {
    return run("bash", "-c", "command -v " + program).code() == 0;
  }

  @BeforeAll
  static void release() throws Exception {
    assumeTrue(good("id", "-u").strip().equals("0"), "only root makes a root of its own");
    assumeTrue(has("mmdebstrap") && has("dpkg-deb"), "mmdebstrap and dpkg-deb are not here");
    debian = work.resolve("debian.tar");
    // Waits for the network most of the time.
    FutureTask<Ended> bootstrap =
        beside(
            "mmdebstrap", "--variant=essential", "--include=passwd", "bookworm", debian.toString());
    made = work.resolve("made");
    again = work.resolve("again");
    String release = ROOT.resolve("bin/release").toString();
    FutureTask<Ended> second =
        beside(
            "bash",
            "-c",
            "umask 077; TZ=Asia/Tokyo LC_ALL=C \"$0\" --output \"$1\"",
            release,
            again.toString());
    good(release, "--output", made.toString());
    assertThat(second.get().code()).as(second.get().output()).isZero();
    debianMade = bootstrap.get();
  }

  private static FutureTask<Ended> beside(String... command) {
    FutureTask<Ended> ended = new FutureTask<>(() -> run(command));
    Thread.ofPlatform().daemon().start(ended);
    return ended;
  }

  @Test
  void it_says_what_it_is_made_of() throws Exception {
    assertThat(run("bash", "-c", "cd '" + made + "' && sha256sum --check SHA256SUMS").code())
        .isZero();
    tellsWhatThePagesAreMadeOf(only(made, ".sbom.json"));
  }

  /// Neither the moment nor whoever packs the classes leaves anything in what is made of them.
  @Test
  void the_same_classes_are_packed_into_the_same_bytes() throws Exception {
    assertThat(Files.readString(again.resolve("SHA256SUMS")))
        .isEqualTo(Files.readString(made.resolve("SHA256SUMS")));
  }

  @Test
  void it_is_installed_from_the_archive_where_there_is_no_java() throws Exception {
    fromTheArchive(bare("archive"), only(made, ".tar.gz"));
  }

  @Test
  void it_is_installed_from_the_package_where_there_is_no_java() throws Exception {
    fromThePackage(bare("package"), only(made, ".deb"));
  }

  /// The image is built of what Debian is, without a registry. What runs it here is less than a
  /// container: its root cannot be written to, it has its own mounts and the image's user, command
  /// and environment, and the machine's network and processes.
  @Test
  void an_image_is_built_and_serves_from_a_root_that_nobody_can_write_to() throws Exception {
    assumeTrue(has("buildah"), "buildah is not here");
    assumeTrue(debianMade.code() == 0, "Debian's packages cannot be had: " + debianMade.output());
    Path context = Files.createDirectory(work.resolve("context"));
    Files.copy(ROOT.resolve("packaging/Containerfile"), context.resolve("Containerfile"));
    Path pollard = Files.createDirectory(context.resolve("pollard"));
    good(
        "tar",
        "-xzf",
        only(made, ".tar.gz").toString(),
        "--strip-components=1",
        "-C",
        pollard.toString());
    Images images = new Images(work.resolve("images"));
    images.base(debian);
    images.build(context);
    Path data = Files.createDirectory(work.resolve("volume"));
    good("chown", "10001:10001", data.toString());
    Images.Container container = images.container(data);
    JsonNode config = container.config();
    assertThat(config.get("User").asText()).isEqualTo("10001:10001");
    assertThat(config.get("Volumes").has("/var/lib/pollard")).isTrue();
    assertThat(config.at("/Healthcheck/Test/0").asText()).isEqualTo("CMD");
    assertThat(run(container.command("touch", "/opt/pollard/there")).output())
        .contains("Read-only");
    assertThat(good(container.command("id", "-u")).strip()).isEqualTo("10001");

    Asked asked;
    Canvas teacher;
    Process server = start(container.entry());
    try {
      Canvas admin =
          new Canvas(ready(server), Files.readString(data.resolve("admin-token")).strip());
      Classroom room = Classroom.in(admin);
      asked = room.askOpen("Which?", "A", "B");
      teacher = room.teacher();
      Classroom.vote(room.student("Stu").canvas(), asked, 1);
      assertThat(good(container.health())).contains("Ready");
    } finally {
      stop(server);
    }
    server = start(container.entry());
    try {
      Canvas again = new Canvas(ready(server), teacher.token());
      assertThat(again.get("/live/sessions/" + asked.session()).json().get("votes").asInt())
          .isEqualTo(1);
    } finally {
      stop(server);
    }
  }

  private static Process start(String[] command) throws IOException {
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static void stop(Process server) throws InterruptedException {
    server.destroy();
    assertThat(server.waitFor(120, TimeUnit.SECONDS)).isTrue();
  }

  private static Path bare(String name) throws Exception {
    assumeTrue(debianMade.code() == 0, "Debian's packages cannot be had: " + debianMade.output());
    Path bare = Files.createDirectory(work.resolve(name));
    good("tar", "-xf", debian.toString(), "-C", bare.toString());
    assumeTrue(run(there(bare, "true")).code() == 0, "nothing can be mounted");
    assertThat(run(there(bare, "sh", "-c", "command -v java")).code()).isNotZero();
    return bare;
  }

  /// A command in the bare root, with processes to be seen there as on any machine. They are
  /// mounted for this command alone: whoever clears the folder away must never find them in it.
  private static String[] there(Path bare, String... command) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mount -t proc proc \"$0/proc\" && exec chroot \"$@\"",
                bare.toString()));
    if (!command[0].startsWith("--userspec=")) {
      all.add(bare.toString());
    }
    all.addAll(List.of(command));
    return all.toArray(String[]::new);
  }

  private static Path only(Path folder, String end) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(each -> each.toString().endsWith(end)).findFirst().orElseThrow();
    }
  }

  /// Each library of the pages in the build's description is a part with its version and licence.
  private static void tellsWhatThePagesAreMadeOf(Path parts) throws IOException {
    JsonNode components = new ObjectMapper().readTree(parts.toFile()).get("components");
    Map<String, String> licences = new HashMap<>();
    components.forEach(
        each ->
            licences.put(each.path("purl").asText(), each.at("/licenses/0/license/id").asText()));
    Matcher library = OF_THE_PAGES.matcher(Files.readString(ROOT.resolve("server/pom.xml")));
    Set<String> names = new HashSet<>();
    while (library.find()) {
      names.add(library.group(1));
      assertThat(licences.get("pkg:npm/" + library.group(1) + "@" + library.group(2)))
          .as(library.group(1))
          .isNotBlank();
    }
    assertThat(names).contains("lit", "d3-cloud", "katex");
    assertThat(licences.keySet()).anyMatch(each -> each.startsWith("pkg:npm/lit-html@"));
  }

  private static void fromTheArchive(Path bare, Path archive) throws Exception {
    good("tar", "-xzf", archive.toString(), "-C", bare.resolve("opt").toString());
    String folder = "/opt/" + archive.getFileName().toString().replace(".tar.gz", "");
    good(there(bare, folder + "/bin/pollard", "prepare"));
    assertThat(bare.resolve(folder.substring(1) + "/pollard.aot")).isNotEmptyFile();
    Path data = Files.createDirectory(bare.resolve("srv/pollard"));
    good(there(bare, "chown", "daemon", "/srv/pollard"));
    voteThere(bare, data, "daemon", "/srv/pollard", folder + "/bin/pollard");
  }

  private static void fromThePackage(Path bare, Path deb) throws Exception {
    Files.copy(deb, bare.resolve("tmp/pollard.deb"));
    good(there(bare, "dpkg", "--install", "/tmp/pollard.deb"));
    Path data = bare.resolve("var/lib/pollard");
    // As root types it, who must leave nothing there that the service could not write.
    assertThat(good(asRoot(bare, "pollard user add ada"))).contains("/var/lib/pollard");
    Ended backup = run(asRoot(bare, "cd /root && pollard backup"));
    assertThat(backup.code()).as(backup.output()).isEqualTo(1);
    assertThat(backup.output()).contains("AccessDenied", "/root");
    assertThat(good("find", data.toString(), "-user", "root")).isEmpty();
    voteThere(bare, data, "pollard", "/var/lib/pollard", "pollard");
    good(there(bare, "dpkg", "--install", "/tmp/pollard.deb"));
    assertThat(data.resolve("pollard.db")).isNotEmptyFile();
    good(there(bare, "dpkg", "--remove", "pollard"));
    assertThat(bare.resolve("usr/lib/pollard")).doesNotExist();
    good(there(bare, "dpkg", "--purge", "pollard"));
    assertThat(bare.resolve("etc/pollard")).doesNotExist();
    assertThat(data.resolve("pollard.db")).isNotEmptyFile();
  }

  private static String[] asRoot(Path bare, String script) {
    return there(
        bare,
        "env",
        "-i",
        "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
        "POLLARD_HTTP_PORT=0",
        "sh",
        "-c",
        script);
  }

  /// Serves as this user, lets somebody vote, and tries commands while it runs.
  private static void voteThere(Path bare, Path data, String user, String folder, String... pollard)
      throws Exception {
    Process server = start(asUser(bare, user, folder, pollard, "serve"));
    try {
      Canvas admin =
          new Canvas(ready(server), Files.readString(data.resolve("admin-token")).strip());
      Classroom room = Classroom.in(admin);
      Asked asked = room.askOpen("Which?", "A", "B");
      Classroom.vote(room.student("Stu").canvas(), asked, 1);
      assertThat(
              room.teacher().get("/live/sessions/" + asked.session()).json().get("votes").asInt())
          .isEqualTo(1);
      assertThat(good(asUser(bare, user, folder, pollard, "check", "--ready"))).contains("Ready");
      assertThat(good(asUser(bare, user, folder, pollard, "host-link"))).contains("/host/#");
      assertThat(good(asUser(bare, user, folder, pollard, "backup", folder, "--verify")))
          .contains("restored and compared");
    } finally {
      stop(server);
    }
  }

  private static String[] asUser(
      Path bare, String user, String folder, String[] pollard, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "--userspec=" + user,
                bare.toString(),
                "env",
                "-i",
                "PATH=/usr/bin:/bin",
                "POLLARD_DATA_DIR=" + folder,
                "POLLARD_HTTP_HOST=127.0.0.1",
                "POLLARD_HTTP_PORT=0"));
    command.addAll(List.of(pollard));
    command.addAll(List.of(arguments));
    return there(bare, command.toArray(String[]::new));
  }

  private static URI ready(Process server) throws Exception {
    StringBuilder said = new StringBuilder();
    CompletableFuture<URI> address = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try (BufferedReader lines = server.inputReader()) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                  said.append(line).append('\n');
                  Matcher ready = READY.matcher(line);
                  if (ready.find()) {
                    address.complete(URI.create(ready.group(1)));
                  }
                }
              } catch (IOException e) {
                said.append(e);
              }
              address.completeExceptionally(new AssertionError("it ended:\n" + said));
            });
    return address.get(120, TimeUnit.SECONDS);
  }
}
