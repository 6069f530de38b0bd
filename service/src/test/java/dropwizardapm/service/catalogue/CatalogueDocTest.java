package dropwizardapm.service.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CatalogueDocTest {
  private static final Path FILE = Path.of("../docs/metrics.md");
  private static final String REMEDY =
      "docs/metrics.md differs from the catalogue. Change the catalogue, then run: "
          + "mvn -q -pl service -am test -Dtest=CatalogueDocTest -Dgenerate";

  @BeforeAll
  static void writeFile_whenAskedTo() throws IOException {
    if (System.getProperty("generate") != null) Files.writeString(FILE, CatalogueDoc.markdown());
  }

  @Test
  void checkedInFile_equalsWhatIsGenerated() {
    assertThat(FILE).as(REMEDY).exists().content().isEqualTo(CatalogueDoc.markdown());
  }
}
