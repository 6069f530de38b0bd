package dropwizardapm.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.codahale.metrics.health.HealthCheck;
import dropwizardapm.bundle.trace.RequestLog;
import io.dropwizard.core.setup.Environment;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/**
 * An application whose code throws errors and hangs wherever ours calls it: every request is
 * answered, and the service stays what it is without it.
 */
@Timeout(60)
class ContainmentTest {
  private static final String SAMPLED = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private static RunningService service;

  @BeforeAll
  static void start() throws Exception {
    service =
        RunningService.start(
            "apm: {shutdown: {drainDelay: 0s}}\n", ContainmentTest::registerBrokenCode);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static void registerBrokenCode(Environment environment) {
    for (int i = 0; i < 3; i++) {
      environment.metrics().gauge("missing." + i, () -> ContainmentTest::missing);
      environment.metrics().gauge("hanging." + i, () -> ContainmentTest::hang);
    }
    ServletContextHandler context = environment.getApplicationContext();
    context.insertHandler(
        new Handler.Wrapper() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            if (request.getHttpURI().getPath().endsWith("/missing")) missing();
            return super.handle(request, response, callback);
          }
        });
  }

  private static int missing() {
    throw new NoClassDefFoundError("com/acme/Driver");
  }

  private static int hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  @Test
  void everyScrape_isAnswered_withAllTheRest() throws Exception {
    for (int i = 0; i < 3; i++)
      assertThat(service.get("/metrics").body())
          .contains("http_requests_total{", "jvm_memory_used_bytes{")
          .contains("dropwizard_queued_thread_pool_size{pool=\"dw\"}")
          .contains("metrics_unreadable_total{reason=\"failed\"}")
          .doesNotContain("dropwizard_missing", "dropwizard_hanging");
  }

  @Test
  void request_isAnswered_whenAHandlerThrowsAnError() throws Exception {
    assertThat(service.get("/missing").statusCode()).isEqualTo(500);
    assertThat(service.get("/nowhere").statusCode()).isEqualTo(404);
  }

  /** Of the requests that get a line in the log; more of them than there are workers. */
  @Test
  void worker_livesOn_whenTheLogThrowsAnError() throws Exception {
    Logger log = (Logger) LoggerFactory.getLogger(RequestLog.class);
    AppenderBase<ILoggingEvent> broken =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            missing();
          }
        };
    broken.start();
    log.addAppender(broken);
    try {
      for (int i = 0; i <= Runtime.getRuntime().availableProcessors(); i++)
        assertThat(service.send("GET", "/compute/26", "traceparent", SAMPLED).statusCode())
            .isEqualTo(200);
    } finally {
      log.detachAppender(broken);
    }
    assertThat(service.get("/compute/26").statusCode()).isEqualTo(200);
  }

  @Test
  void stop_isNotHeldUp_whenAHealthCheckHangs() throws Exception {
    AtomicBoolean ill = new AtomicBoolean();
    CountDownLatch asked = new CountDownLatch(1);
    RunningService other =
        RunningService.start(
            "apm: {shutdown: {drainDelay: 0s}}\n",
            environment ->
                environment
                    .healthChecks()
                    .register(
                        "database",
                        new HealthCheck() {
                          @Override
                          protected Result check() {
                            if (ill.get()) {
                              asked.countDown();
                              hang();
                            }
                            return Result.healthy();
                          }
                        }));
    ill.set(true);
    asked.await();
    long start = System.nanoTime();
    other.stop();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }
}
