package dropwizardapm.bundle.pages;

import dropwizardapm.bundle.front.FrontEndpoint;
import dropwizardapm.bundle.front.FrontExchange;
import dropwizardapm.bundle.health.HealthMonitor;
import dropwizardapm.bundle.health.Report;
import java.util.function.Supplier;

/** The health, as a whole or whether the service lives: the latest report, evaluated elsewhere. */
final class HealthEndpoint implements FrontEndpoint {
  private final String template;
  private final Supplier<Report> report;

  private HealthEndpoint(String template, Supplier<Report> report) {
    this.template = template;
    this.report = report;
  }

  /** May traffic come here? */
  static HealthEndpoint readiness(String path, HealthMonitor monitor) {
    return new HealthEndpoint(path, monitor::readiness);
  }

  /** Would a restart help? */
  static HealthEndpoint liveness(String path, HealthMonitor monitor) {
    return new HealthEndpoint(path, monitor::liveness);
  }

  @Override
  public String template() {
    return template;
  }

  @Override
  public int[] statuses() {
    return new int[] {200, 503};
  }

  @Override
  public void answer(FrontExchange exchange, String argument) {
    Report current = report.get();
    exchange.json(current.healthy() ? 200 : 503, current.json());
  }
}
