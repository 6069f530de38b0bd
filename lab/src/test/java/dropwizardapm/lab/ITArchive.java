package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An archive becomes a directory that everyone may read, whatever the umask of the host and of
 * whoever packed it, and whatever an earlier run left. The archive here is for its owner alone, has
 * a program that runs as root, and no entry for its top folder.
 */
@NeedsLab
@Order(18)
class ITArchive {
  private static final Lab LAB = Lab.STACK;
  private static final String DIRECTORY = "/opt/archive-test";
  private static final List<String> GOOD =
      List.of(
          "755 root .",
          "755 root bin",
          "755 root bin/program",
          "755 root lib",
          "644 root lib/a.jar");

  @TempDir static Path temporary;

  private static Path archive;

  @BeforeAll
  static void pack() {
    archive = temporary.resolve("a.tar.gz");
    Command.run(
            "sh",
            "-c",
            "umask 077 && cd '"
                + temporary
                + "' && mkdir -p a/bin a/lib && echo > a/lib/a.jar && echo > a/bin/program"
                + " && chmod 6700 a/bin/program && tar --create --gzip --owner 1234 --group 1234"
                + " --file a.tar.gz a/bin a/lib && python3 -m zipfile -c a.zip a")
        .succeeded();
    LAB.ssh("echo UMASK 077 >> /etc/login.defs").succeeded();
  }

  @AfterAll
  static void takeTheUmaskBack() {
    LAB.ssh("sed -i '/^UMASK 077$/d' /etc/login.defs").succeeded();
  }

  @AfterEach
  void empty() {
    LAB.ssh("rm -rf " + DIRECTORY + "*").succeeded();
  }

  @Test
  void files_areForEveryone_underAStrictUmask() {
    assertThat(LAB.ssh("umask").output().strip()).isEqualTo("0077");

    unpack(archive.toString());

    assertThat(modes()).isEqualTo(GOOD);
    assertThat(LAB.ssh("ls -d " + DIRECTORY + "*").output().strip()).isEqualTo(DIRECTORY);
    assertThat(changed(unpack(archive.toString()))).isZero();
  }

  @Test
  void zip_isUnpackedAsWell_withItsPrograms() {
    unpack(temporary.resolve("a.zip").toString());

    assertThat(modes()).isEqualTo(GOOD);
    assertThat(LAB.ssh("ls -d " + DIRECTORY + "*").output().strip()).isEqualTo(DIRECTORY);
  }

  @Test
  void jar_liesInTheDirectoryAsItIs() {
    unpack(temporary.resolve("a/lib/a.jar").toString());

    assertThat(modes()).isEqualTo(List.of("755 root .", "644 root a.jar"));
    assertThat(LAB.ssh("ls -d " + DIRECTORY + "*").output().strip()).isEqualTo(DIRECTORY);
  }

  @Test
  void relativePath_beginsWhereAnsibleWasStarted() {
    unpack(Command.REPOSITORY.relativize(archive).toString());

    assertThat(modes()).isEqualTo(GOOD);
  }

  @Test
  void directoryOfAnEarlierVersion_isMended() {
    unpack(archive.toString());
    LAB.ssh("chmod -R go= " + DIRECTORY).succeeded();

    assertThat(changed(unpack(archive.toString()))).isOne();

    assertThat(modes()).isEqualTo(GOOD);
  }

  @Test
  void whatACutOffRunLeft_isThrownAway() {
    LAB.ssh(
            "mkdir %1$s.partial && touch %1$s.partial/stray && head -c 100 /dev/urandom > %1$s.tar.gz"
                .formatted(DIRECTORY))
        .succeeded();
    String sha256 = Command.run("sha256sum", archive.toString()).output().substring(0, 64);
    HttpServer files =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(LAB.gateway(), 0), temporary, OutputLevel.NONE);
    files.start();

    try {
      unpack("http:/" + files.getAddress() + "/a.tar.gz", "-e", "archive_sha256=" + sha256);
    } finally {
      files.stop(0);
    }

    assertThat(modes()).isEqualTo(GOOD);
  }

  private static Command unpack(String source, String... options) {
    Map<String, String> environment = new HashMap<>(LAB.environment());
    environment.putAll(
        Map.of("ANSIBLE_NOCOLOR", "1", "ANSIBLE_COLLECTIONS_PATH", "ansible/collections"));
    String[] line = {
      "ansible-playbook",
      "-i",
      "ansible/inventories/lab",
      "lab/src/test/resources/archive.yml",
      "-e",
      "archive_source=" + source,
      "-e",
      "archive_directory=" + DIRECTORY
    };
    return Command.run(
            Duration.ofMinutes(2),
            environment,
            Stream.of(line, options).flatMap(Arrays::stream).toArray(String[]::new))
        .succeeded();
  }

  private static int changed(Command run) {
    return Recap.of(run).getFirst().changed();
  }

  /** Mode, owner and path of each file, in the order of their paths. */
  private static List<String> modes() {
    return LAB.ssh(
            "cd " + DIRECTORY + " && find . -printf '%m %u %P\\n' | sed 's/ $/ ./' | sort -k 3")
        .succeeded()
        .output()
        .lines()
        .toList();
  }
}
