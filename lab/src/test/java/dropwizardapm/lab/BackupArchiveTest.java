package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An archive of a backup is put together of pieces, found whole or not, and cut into them again.
 */
class BackupArchiveTest {
  private static final Path FILES = Command.REPOSITORY.resolve("ansible/roles/backup/files");

  @TempDir Path temporary;
  private Path snapshot;
  private Path archive;

  /** Of two files that make a piece each, and a link to where they lie. */
  @BeforeEach
  void pack() throws IOException {
    Path stage = temporary.resolve("stage");
    snapshot = Files.createDirectories(temporary.resolve("snapshot/wal"));
    Path configuration = Files.createDirectories(stage.resolve("prometheus/configuration"));
    Files.writeString(configuration.resolve("settings"), "password");
    Files.createSymbolicLink(configuration.resolve("link"), Path.of("settings"));
    Files.createSymbolicLink(stage.resolve("prometheus/data"), snapshot.getParent());
    Files.writeString(stage.resolve("prometheus/proof.json"), "{\"value\": 7}");
    byte[] content = new byte[100_000];
    for (String name : new String[] {"00000001", "00000002"}) {
      new Random(name.hashCode()).nextBytes(content);
      Files.write(snapshot.resolve(name), content);
    }
    String says = "{\"host\": \"apm1\", \"versions\": {\"prometheus\": \"2.53.3\"}}";
    int pieces =
        Http.parse(python("plan", stage.toString(), says, "150000")).path("pieces").asInt();
    assertThat(pieces).isEqualTo(2);

    archive = temporary.resolve("apm1-20260101T000000Z.tar.gz");
    Path piece = temporary.resolve("piece");
    for (int number = 0; number < pieces; number++) {
      python("pack", stage.toString(), String.valueOf(number), piece.toString());
      try (OutputStream output =
          Files.newOutputStream(archive, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        Files.copy(piece, output);
      }
    }
  }

  @Test
  void wholeArchive_isOneThatTarReads_andSaysWhatIsInIt() {
    assertThat(Command.run("tar", "-tzf", archive.toString()).succeeded().output().lines())
        .containsExactly(
            "manifest.json",
            "prometheus/configuration/link",
            "prometheus/configuration/settings",
            "prometheus/data/wal/00000001",
            "prometheus/data/wal/00000002");
    JsonNode says = check(archive);
    assertThat(says.path("problem").asText()).isEmpty();
    assertThat(says.at("/versions/prometheus").asText()).isEqualTo("2.53.3");
    assertThat(says.at("/proofs/prometheus/value").asInt()).isEqualTo(7);
    assertThat(says.at("/bytes/prometheus/data").asLong()).isEqualTo(200_000);
    assertThat(says.at("/bytes/prometheus/configuration").asLong()).isEqualTo(8);
  }

  @Test
  void newestArchiveOfTheHost_isFoundInADirectory() throws IOException {
    Files.createFile(temporary.resolve("apm1-20250101T000000Z.tar.gz"));
    Files.createFile(temporary.resolve("apm1-two-20270101T000000Z.tar.gz"));

    assertThat(check(temporary).path("path").asText()).isEqualTo(archive.toString());
    assertThat(Http.parse(python("check_archive", temporary.toString(), "apm3")).path("problem"))
        .hasToString("\"has no archive of apm3 (apm3-TIME.tar.gz)\"");
  }

  @Test
  void pieces_areCutWhereTheyWerePutTogether_andUnpackToWhatWasStaged() throws IOException {
    byte[] all = Files.readAllBytes(archive);
    String places =
        "{\"\": \"%1$s/other/\", \"prometheus/data/\": \"%1$s/data/\"}".formatted(temporary);
    JsonNode pieces = check(archive).path("pieces");
    assertThat(pieces).hasSize(2);
    for (JsonNode piece : pieces) {
      int begin = piece.path(0).asInt();
      Path cut =
          Files.write(
              temporary.resolve("cut"),
              Arrays.copyOfRange(all, begin, begin + piece.path(1).asInt()));
      python("unpack", cut.toString(), places);
    }

    for (String name : new String[] {"00000001", "00000002"})
      assertThat(temporary.resolve("data/wal/" + name))
          .hasSameBinaryContentAs(snapshot.resolve(name));
    assertThat(temporary.resolve("other/prometheus/configuration/settings")).hasContent("password");
  }

  @Test
  void archiveThatIsNotWhole_isRefused_alsoWhereAPieceIsMissing() throws IOException {
    byte[] all = Files.readAllBytes(archive);
    int second = check(archive).at("/pieces/1/0").asInt();
    byte[] damaged = all.clone();
    damaged[second - 1000] ^= 1;

    assertThat(problem(Arrays.copyOf(all, all.length - 1)))
        .isEqualTo("is cut off: it ends too early");
    assertThat(problem(Arrays.copyOf(all, second)))
        .isEqualTo("is cut off: 1 of 4 files are missing, prometheus/data/wal/00000002 among them");
    assertThat(problem(damaged)).startsWith("is damaged");
    assertThat(problem("hello".getBytes(StandardCharsets.UTF_8)))
        .startsWith("is damaged, or no tar.gz at all");
    assertThat(problem(new byte[0])).startsWith("is damaged, or no tar.gz at all");
  }

  @Test
  void archiveOfSomethingElse_isRefused() throws IOException {
    Path foreign = temporary.resolve("foreign.tar.gz");
    Files.writeString(temporary.resolve("manifest.json"), "[]");
    tar(foreign, "snapshot");
    assertThat(check(foreign).path("problem").asText()).startsWith("was not made by backup.yml");
    tar(foreign, "manifest.json");
    assertThat(check(foreign).path("problem").asText())
        .startsWith("was not made by this backup.yml");
  }

  private void tar(Path file, String name) {
    Command.run("tar", "-czf", file.toString(), "-C", temporary.toString(), name).succeeded();
  }

  private String problem(byte[] content) throws IOException {
    return check(Files.write(temporary.resolve("other.tar.gz"), content)).path("problem").asText();
  }

  private static JsonNode check(Path path) {
    return Http.parse(python("check_archive", path.toString(), "apm1"));
  }

  private static String python(String script, String... arguments) {
    String[] line = new String[arguments.length + 2];
    line[0] = "python3";
    line[1] = FILES.resolve(script + ".py").toString();
    System.arraycopy(arguments, 0, line, 2, arguments.length);
    return Command.run(line).succeeded().output();
  }
}
