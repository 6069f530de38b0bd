package dropwizardapm.service;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import com.fasterxml.jackson.datatype.guava.GuavaModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import dropwizardapm.bundle.JournalLoggingFactory;
import dropwizardapm.service.server.ServiceServerFactory;
import io.dropwizard.configuration.ConfigurationFactory;
import io.dropwizard.configuration.YamlConfigurationFactory;
import io.dropwizard.core.server.ServerFactory;
import io.dropwizard.jackson.AnnotationSensitivePropertyNamingStrategy;
import io.dropwizard.jackson.DiscoverableSubtypeResolver;
import io.dropwizard.jackson.FuzzyEnumModule;
import io.dropwizard.logging.common.LoggingFactory;
import jakarta.validation.Validator;

/** How the configuration is read. */
final class ConfigurationReader {
  private ConfigurationReader() {}

  /**
   * @param prefix of the system properties that override a key, as {@code dw} in {@code
   *     -Ddw.compute.workers=2}
   */
  static ConfigurationFactory<ServiceConfiguration> reader(Validator validator, String prefix) {
    ObjectMapper mapper = isOverridden(prefix) ? new ObjectMapper() : new Undescribed();
    return new YamlConfigurationFactory<>(
        ServiceConfiguration.class, validator, equip(mapper), prefix);
  }

  private static boolean isOverridden(String prefix) {
    return System.getProperties().stringPropertyNames().stream()
        .anyMatch(name -> name.startsWith(prefix + "."));
  }

  /**
   * Dropwizard's mapper without Blackbird, which makes a class at run time for each property it
   * reads: dear for a file that is read once. Resources keep the fast one.
   */
  private static ObjectMapper equip(ObjectMapper mapper) {
    return mapper
        .registerModules(
            new GuavaModule(),
            new FuzzyEnumModule(),
            new ParameterNamesModule(),
            new Jdk8Module(),
            new JavaTimeModule())
        .setPropertyNamingStrategy(new AnnotationSensitivePropertyNamingStrategy())
        .setSubtypeResolver(new DiscoverableSubtypeResolver())
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .addMixIn(ServerFactory.class, Server.class)
        .addMixIn(LoggingFactory.class, Logging.class);
  }

  /**
   * Dropwizard walks through the types of all properties to know which overrides are lists: 70 ms
   * of a start, for nothing where nothing is overridden.
   */
  @SuppressWarnings("serial")
  private static final class Undescribed extends ObjectMapper {
    @Override
    public void acceptJsonFormatVisitor(JavaType type, JsonFormatVisitorWrapper visitor) {}
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
      defaultImpl = JournalLoggingFactory.class)
  private interface Logging {}
}
