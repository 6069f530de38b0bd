package dropwizardapm.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Applications on Java 21 can read the library. */
class ClassVersionTest {
  private static final int JAVA_21 = 65;
  private static final int JAVA_22 = 66;

  @Test
  void onlyWhatCallsTheCLibrary_isNewerThanJava21() throws Exception {
    Path root =
        Path.of(ApmBundle.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Map<String, Integer> versions = versions(root);

    assertThat(versions).hasSizeGreaterThan(50);
    versions.values().removeIf(version -> version <= JAVA_21);
    assertThat(versions)
        .containsEntry("dropwizardapm/bundle/libc/ForeignLibc.class", JAVA_22)
        .allSatisfy(
            (file, version) -> {
              assertThat(file).startsWith("dropwizardapm/bundle/libc/ForeignLibc");
              assertThat(version).isEqualTo(JAVA_22);
            });
  }

  private static Map<String, Integer> versions(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .collect(
              Collectors.toMap(
                  file -> root.relativize(file).toString(),
                  ClassVersionTest::version,
                  (one, other) -> one,
                  TreeMap::new));
    }
  }

  private static int version(Path file) {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      in.readInt();
      in.readUnsignedShort();
      return in.readUnsignedShort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
