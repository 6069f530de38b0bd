package dropwizardapm.load.workload;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.nio.file.Path;

/**
 * What one of your users does, from the first request to the last, in Gatling's Java DSL. Write it
 * into one Java file, with a constructor without arguments; {@code -Dload.journey=FILE} compiles
 * and runs it.
 */
public interface Journey {
  /**
   * The requests, with checks and pauses as you like. The first that fails ends the journey. Its
   * time is that of its requests, without the pauses.
   *
   * @param directory where the file is, for example for a CSV file beside it
   */
  ChainBuilder steps(Path directory);

  /** What all requests have in common, for example a header with a token. */
  default HttpProtocolBuilder protocol(HttpProtocolBuilder base) {
    return base;
  }
}
