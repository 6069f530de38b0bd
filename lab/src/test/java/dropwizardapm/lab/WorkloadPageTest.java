package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkloadPageTest {
  private static final Page GUIDE = Page.of("docs/load-workloads.md");

  @Test
  void examples_areTheFilesThatThePageShows() throws IOException {
    Path example = Command.REPOSITORY.resolve("examples/hello/load");
    for (String file : List.of("requests.yml", "Greetings.java"))
      assertThat(Files.readString(example.resolve(file)))
          .contains(GUIDE.block(file.startsWith("G") ? "class Greetings" : "feed: names.csv"));
  }
}
