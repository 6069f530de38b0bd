package dropwizardapm.bundle.metrics;

import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class RouteTest {
  private static final int REQUESTS = 100_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Route route =
      new HttpMetrics(registry, new LabelGuard(registry)).route("/compute/{n}").expect("GET", 200);

  private double bytesPerRequest() {
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < REQUESTS; i++) {
      route.begin("GET");
      route.leave("GET");
      route.record("GET", 200, i);
    }
    return (double) (threads.getCurrentThreadAllocatedBytes() - before) / REQUESTS;
  }

  /** Interpreted code boxes what compiled code does not, so the first rounds do not count. */
  @Test
  void recording_allocatesNothing_onceCompiled() {
    await().until(this::bytesPerRequest, bytes -> bytes < 1);
  }
}
