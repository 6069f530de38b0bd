package dropwizardapm.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GeneratedFilesTest {
  private static final Path DIRECTORY = Path.of("dashboards/json");
  private static final String REMEDY =
      "%s differs from what the code generates. Change the code, then run: "
          + "mvn -q -pl grafana-provisioning test -Dtest=GeneratedFilesTest -Dgenerate";

  /**
   * Here and not in a program: Surefire finds the JDK 25 whatever Maven itself runs on; the exec
   * plugin does not.
   */
  @BeforeAll
  static void writeFiles_whenAskedTo() throws IOException {
    if (System.getProperty("generate") == null) return;
    for (Path old : DashboardQueries.files(DIRECTORY)) Files.delete(old);
    for (var file : Dashboards.files().entrySet())
      Files.writeString(DIRECTORY.resolve(file.getKey()), file.getValue());
  }

  @Test
  void checkedInFiles_equalWhatIsGenerated() {
    Dashboards.files()
        .forEach(
            (name, content) ->
                assertThat(DIRECTORY.resolve(name))
                    .as(REMEDY, name)
                    .exists()
                    .content()
                    .isEqualTo(content));
  }

  @Test
  void directory_holdsNothingElse() {
    Set<String> names = new TreeSet<>();
    DashboardQueries.files(DIRECTORY).forEach(f -> names.add(f.getFileName().toString()));
    assertThat(names).as(REMEDY, DIRECTORY).isEqualTo(Dashboards.files().keySet());
  }
}
