package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where a repository says which version it is. */
final class Versions {
  private static final String VERSION = "(\\d+\\.\\d+\\.\\d+)";
  private static final String GUIDE = "docs/your-service.md";

  private Versions() {}

  /** Each place, and the version that it names. */
  static Map<String, String> of(Path repository) throws IOException {
    Map<String, String> versions = new TreeMap<>();
    versions.put("pom.xml", find(repository, "pom.xml", "\n  <version>" + VERSION));
    for (String module : modules(repository)) {
      String pom = module + "/pom.xml";
      versions.put(pom, find(repository, pom, "<parent>[^/]*/[^/]*/[^/]*<version>" + VERSION));
    }
    versions.put(GUIDE + ", dependency", find(repository, GUIDE, "\n  <version>" + VERSION));
    versions.put(GUIDE + ", release", find(repository, GUIDE, "/opt/hello/releases +# " + VERSION));
    versions.put("CHANGELOG.md", find(repository, "CHANGELOG.md", "\n## " + VERSION));
    return versions;
  }

  private static Iterable<String> modules(Path repository) throws IOException {
    String pom = Files.readString(repository.resolve("pom.xml"));
    Stream<String> modules =
        Pattern.compile("<module>(.+)</module>").matcher(pom).results().map(each -> each.group(1));
    return modules.toList();
  }

  private static String find(Path repository, String file, String pattern) throws IOException {
    Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(repository.resolve(file)));
    assertThat(matcher.find()).as(file + " names its version: " + pattern).isTrue();
    return matcher.group(1);
  }
}
