package dropwizardapm.service;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import dropwizardapm.service.logging.ServiceLoggingFactory;
import dropwizardapm.service.server.ServiceServerFactory;
import io.dropwizard.core.server.ServerFactory;
import io.dropwizard.logging.common.LoggingFactory;

/**
 * Makes a section of the configuration that names no type start from our defaults and not from
 * Dropwizard's.
 */
final class Defaults {
  private Defaults() {}

  static void addTo(ObjectMapper mapper) {
    mapper.addMixIn(ServerFactory.class, Server.class);
    mapper.addMixIn(LoggingFactory.class, Logging.class);
  }

  @JsonTypeInfo(
      use = JsonTypeInfo.Id.NAME,
      property = "type",
      defaultImpl = ServiceServerFactory.class)
  private interface Server {}

  @JsonTypeInfo(
      use = JsonTypeInfo.Id.NAME,
      property = "type",
      defaultImpl = ServiceLoggingFactory.class)
  private interface Logging {}
}
