package dropwizardapm.bundle.metrics;

import com.sun.management.GarbageCollectionNotificationInfo;
import dropwizardapm.bundle.metrics.catalogue.ServiceMetrics;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * How long collections stop the service. client_java has sums alone, and a sum hides the one pause
 * that a caller notices.
 */
public final class GcPauses {
  /** ZGC and Shenandoah report a whole cycle beside its pauses; the service runs meanwhile. */
  private static final String CONCURRENT = "end of GC cycle";

  private GcPauses() {}

  /** Listens from now on, until the process ends. */
  public static void register(PrometheusRegistry registry) {
    Histogram pauses = MetricRegistration.histogram(registry, ServiceMetrics.JVM_GC_PAUSE);
    for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
      DistributionDataPoint pause = pauses.labelValues(gc.getName());
      if (gc instanceof NotificationEmitter emitter)
        emitter.addNotificationListener(
            (notification, handback) -> observe(notification, pause),
            notification ->
                notification
                    .getType()
                    .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION),
            null);
    }
  }

  private static void observe(Notification notification, DistributionDataPoint pause) {
    GarbageCollectionNotificationInfo info =
        GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
    if (!info.getGcAction().equals(CONCURRENT)) pause.observe(info.getGcInfo().getDuration() / 1e3);
  }
}
