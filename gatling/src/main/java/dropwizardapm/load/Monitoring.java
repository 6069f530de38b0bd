package dropwizardapm.load;

import dropwizardapm.load.stack.Stack;
import dropwizardapm.load.stack.Textfiles;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/** The settings that say where the run announces itself and what watches the service. */
final class Monitoring {
  private Monitoring() {}

  /**
   * The directory of a node_exporter's textfile collector, where the run announces itself.
   *
   * @throws InvalidSettingException where nothing can be written there
   */
  static Optional<Textfiles> textfile(Properties properties) {
    String text = properties.getProperty(Settings.TEXTFILE);
    if (text == null) return Optional.empty();
    Textfiles place = Textfiles.parse(text.strip());
    String complaint = place == null ? "" : place.complaint();
    if (place == null || !complaint.isEmpty())
      throw new InvalidSettingException(
          Settings.TEXTFILE,
          text,
          "DIRECTORY or HOST:DIRECTORY that exists and that you may write to; " + complaint);
    return Optional.of(place);
  }

  /** The service's job in Prometheus. */
  static String service(Properties properties) {
    String name = properties.getProperty(Settings.SERVICE, "dropwizard-app").strip();
    if (!name.matches("[\\w.-]+"))
      throw new InvalidSettingException(
          Settings.SERVICE, name, "the service's job in Prometheus, for example hello");
    return name;
  }

  /**
   * The monitoring of the service, where a Prometheus is named.
   *
   * @throws InvalidSettingException where it does not answer or does not know the service
   */
  static Optional<Stack> stack(Properties properties) {
    String text = properties.getProperty(Settings.PROMETHEUS);
    if (text == null) return Optional.empty();
    URI url = Settings.uri(text.strip());
    String service = service(properties);
    String complaint =
        url == null || url.getHost() == null
            ? "for example http://127.0.0.1:9090"
            : new Stack(url, service).complaint(Instant.now());
    if (url == null || !complaint.isEmpty())
      throw new InvalidSettingException(
          Settings.PROMETHEUS, text, "the address of a Prometheus; " + complaint);
    return Optional.of(new Stack(url, service));
  }
}
