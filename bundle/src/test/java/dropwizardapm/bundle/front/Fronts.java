package dropwizardapm.bundle.front;

import dropwizardapm.bundle.health.HealthMonitor;
import dropwizardapm.bundle.metrics.Exposition;
import dropwizardapm.bundle.metrics.HttpMetrics;
import dropwizardapm.bundle.metrics.LabelGuard;
import dropwizardapm.bundle.pages.Pages;
import dropwizardapm.bundle.trace.RequestLog;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import org.eclipse.jetty.server.Handler;

/** Our handler by itself, without an application. */
final class Fronts {
  /** In front of {@code next}, with our pages in their places. */
  static FrontHandler before(Handler next, PrometheusRegistry registry) {
    FrontHandler front =
        new FrontHandler(
            new HttpMetrics(registry, new LabelGuard(registry)),
            new RequestLog(Duration.ofDays(1), true));
    Pages.DEFAULT.addTo(front, HealthMonitor.withoutChecks(), new Exposition(registry));
    front.setHandler(next);
    return front;
  }

  private Fronts() {}
}
