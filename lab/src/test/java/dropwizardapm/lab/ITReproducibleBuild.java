package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same source gives the same bytes, whatever the directory: a deployed archive can be traced to
 * its commit.
 */
@NeedsOwnHosts
class ITReproducibleBuild {
  private static final String ARCHIVE = "service/target/dropwizard-app.tar.gz";

  @Test
  void archive_hasTheSameBytes_whenBuiltElsewhere(@TempDir Path elsewhere) throws IOException {
    Command.run(
            "sh",
            "-c",
            "tar --create --exclude=target --exclude=.git . | tar --extract --directory="
                + elsewhere)
        .succeeded();
    Command.run(
            Duration.ofMinutes(5),
            Map.of(),
            "mvn",
            "-B",
            "-q",
            "--file",
            elsewhere.resolve("pom.xml").toString(),
            "-pl",
            "service",
            "-am",
            "package",
            "-DskipTests")
        .succeeded();

    assertThat(Files.mismatch(Command.REPOSITORY.resolve(ARCHIVE), elsewhere.resolve(ARCHIVE)))
        .isEqualTo(-1);
  }
}
