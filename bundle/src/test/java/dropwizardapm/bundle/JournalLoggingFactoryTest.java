package dropwizardapm.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.jackson.Jackson;
import io.dropwizard.logging.common.LoggingFactory;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class JournalLoggingFactoryTest {
  /** No code is needed for it. */
  @Test
  void isChosenByItsTypeInTheConfiguration() throws IOException {
    assertThat(
            Jackson.newObjectMapper()
                .readValue("{\"type\": \"journal\", \"format\": \"json\"}", LoggingFactory.class))
        .isInstanceOf(JournalLoggingFactory.class);
  }
}
