package dropwizardapm.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dropwizardapm.service.compute.ComputePool;
import dropwizardapm.service.compute.Limits;
import dropwizardapm.service.compute.Outcome;
import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.FileConfigurationSourceProvider;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
  private static final String PREFIX = "test";

  @TempDir private Path directory;

  private ServiceConfiguration read(String yaml) throws Exception {
    Path file = Files.writeString(directory.resolve("service.yml"), yaml);
    return ConfigurationReader.reader(Validators.newValidator(), PREFIX)
        .build(new FileConfigurationSourceProvider(), file.toString());
  }

  private static JsonNode tree(ServiceConfiguration configuration) {
    return Jackson.newObjectMapper().valueToTree(configuration);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "compute: {worker: 3} | compute.worker",
        "compute: {deadline: 0s} | compute.deadline",
        "compute: {workers: -1} | compute.workers",
        "serverr: {} | serverr",
        "server: {maxThread: 4} | server.maxThread",
        "server: {maxThreads: 1} | server.maxThreads",
        "logging: {level: LOUD} | logging.level",
        "logging: {format: xml} | logging.format",
        "apm: {trace: {slow: 1s}} | apm.trace.slow",
        "apm: {trace: {slowRequest: 2h}} | apm.trace.slowRequest",
        "apm: {shutdown: {drainDelay: 1h}} | apm.shutdown.drainDelay"
      })
  void configuration_isRefusedByName_whenWrong(String yaml, String key) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(key);
  }

  @Test
  void section_startsFromOurDefaults_whenOnlyOneKeyIsSet() throws Exception {
    JsonNode some = tree(read("server: {maxThreads: 32}\nlogging: {level: WARN}\n"));
    JsonNode defaults = tree(new ServiceConfiguration());
    assertThat(some.at("/server/maxThreads").asInt()).isEqualTo(32);
    assertThat(some.at("/server/applicationConnectors"))
        .isEqualTo(defaults.at("/server/applicationConnectors"));
    assertThat(some.at("/server/applicationConnectors/0/port").asInt()).isEqualTo(8031);
    assertThat(some.at("/server/adminConnectors/0/bindHost").asText()).isEqualTo("127.0.0.1");
    assertThat(some.at("/server/registerDefaultExceptionMappers").asBoolean()).isFalse();
    assertThat(some.at("/logging/level").asText()).isEqualTo("WARN");
    assertThat(some.at("/logging/format")).isEqualTo(defaults.at("/logging/format"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"server", "compute", "apm", "logging"})
  void shippedExample_holdsTheDefaults(String section) throws Exception {
    ServiceConfiguration shipped =
        read(Files.readString(Path.of("src/main/dist/config/service.yml")));
    assertThat(tree(shipped).get(section)).isEqualTo(tree(new ServiceConfiguration()).get(section));
  }

  /** Neither at first, when nothing is measured yet, nor on a processor that is slower still. */
  @Test
  void smallComputation_doesNotQueue() {
    Limits limits = new ServiceConfiguration().getCompute().limits(1);
    CompletableFuture<Outcome> answer = new CompletableFuture<>();

    new ComputePool(limits, _ -> new Thread(), System::nanoTime).submit(20, answer::complete);

    assertThat(answer.getNow(new Outcome.Draining())).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void systemProperty_overridesTheFile_alsoInAList() throws Exception {
    System.setProperty(PREFIX + ".compute.workers", "3");
    System.setProperty(PREFIX + ".server.allowedMethods", "GET,PUT");
    try {
      JsonNode overridden = tree(read("compute: {workers: 1}"));
      assertThat(overridden.at("/compute/workers").asInt()).isEqualTo(3);
      assertThat(overridden.at("/server/allowedMethods")).hasSize(2);
    } finally {
      System.clearProperty(PREFIX + ".compute.workers");
      System.clearProperty(PREFIX + ".server.allowedMethods");
    }
  }
}
