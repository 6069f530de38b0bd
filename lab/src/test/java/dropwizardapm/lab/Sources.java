package dropwizardapm.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files that people wrote. */
final class Sources {
  /** What a build makes, and what a lab or an editor keeps in hidden directories. */
  private static final String OTHERS = "(?:.*/)?(?:target/|\\.(?!ci/)).*";

  private Sources() {}

  /** Those whose path matches. */
  static List<Path> files(String path) {
    try (Stream<Path> files = Files.walk(Command.REPOSITORY)) {
      return files
          .filter(file -> file.toString().matches(path) && Files.isRegularFile(file))
          .filter(file -> !Command.REPOSITORY.relativize(file).toString().matches(OTHERS))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
