package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A release changes the version where {@link Versions} looks, and it stands nowhere else. */
class VersionTest {
  private static final Pattern BUILT = Pattern.compile("target/[\\w-]+([.]?[\\w-]+)*[.](jar|gz)");

  @Test
  void everyPlace_namesTheSameVersion() throws IOException {
    Map<String, String> versions = Versions.of(Command.REPOSITORY);

    assertThat(versions).hasSizeGreaterThan(10);
    assertThat(versions.values()).as(versions.toString()).containsOnly(versions.get("pom.xml"));
  }

  /** With one, it would not be found after the next release. */
  @Test
  void whatIsBuilt_isNamedWithoutAVersion() throws IOException {
    Set<String> named = new TreeSet<>();
    for (String directory : new String[] {"ansible", "docs", "lab/src", "README.md"}) {
      try (Stream<Path> files = Files.walk(Command.REPOSITORY.resolve(directory))) {
        for (Path file : files.filter(each -> each.toString().matches(".*[.]\\w+")).toList())
          if (Files.isRegularFile(file))
            BUILT
                .matcher(Files.readString(file))
                .results()
                .map(MatchResult::group)
                .forEach(named::add);
      }
    }
    assertThat(named)
        .contains("target/hello.jar", "target/dropwizard-app.tar.gz")
        .allMatch(name -> name.matches("target/\\D+"));
  }
}
