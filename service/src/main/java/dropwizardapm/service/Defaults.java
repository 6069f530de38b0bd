package dropwizardapm.service;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.guava.GuavaModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import dropwizardapm.service.logging.ServiceLoggingFactory;
import dropwizardapm.service.server.ServiceServerFactory;
import io.dropwizard.core.server.ServerFactory;
import io.dropwizard.jackson.AnnotationSensitivePropertyNamingStrategy;
import io.dropwizard.jackson.DiscoverableSubtypeResolver;
import io.dropwizard.jackson.FuzzyEnumModule;
import io.dropwizard.logging.common.LoggingFactory;

/** How the configuration is read. */
final class Defaults {
  private Defaults() {}

  /**
   * Dropwizard's mapper without Blackbird, which makes a class at run time for each property it
   * reads: dear for a file that is read once. Resources keep the fast one.
   */
  static ObjectMapper mapper() {
    ObjectMapper mapper =
        new ObjectMapper()
            .registerModules(
                new GuavaModule(),
                new FuzzyEnumModule(),
                new ParameterNamesModule(),
                new Jdk8Module(),
                new JavaTimeModule())
            .setPropertyNamingStrategy(new AnnotationSensitivePropertyNamingStrategy())
            .setSubtypeResolver(new DiscoverableSubtypeResolver());
    mapper.addMixIn(ServerFactory.class, Server.class);
    mapper.addMixIn(LoggingFactory.class, Logging.class);
    return mapper;
  }

  // A section that names no type starts from our defaults and not from Dropwizard's.

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
