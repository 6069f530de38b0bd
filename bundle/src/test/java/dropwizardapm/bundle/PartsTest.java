package dropwizardapm.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.codahale.metrics.annotation.ExceptionMetered;
import com.codahale.metrics.annotation.Metered;
import com.codahale.metrics.annotation.Timed;
import com.codahale.metrics.caffeine.MetricsStatsCounter;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.sun.net.httpserver.HttpServer;
import dropwizardapm.bundle.metrics.ScrapedFamily;
import dropwizardapm.bundle.metrics.catalogue.DropwizardMetricNames;
import dropwizardapm.bundle.metrics.catalogue.Metric;
import io.dropwizard.auth.AuthenticationException;
import io.dropwizard.auth.CachingAuthenticator;
import io.dropwizard.client.JerseyClientBuilder;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.db.DataSourceFactory;
import io.dropwizard.db.ManagedDataSource;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.client.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.Principal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The parts that applications are made of, from Dropwizard's own modules: each has metrics of one
 * name in every application, and says which pool, client, cache, executor or method by a label.
 */
class PartsTest {
  private static OwnShop shop;
  private static HttpServer catalog;
  private static ServerSocket hangsUp;
  private static String page;

  @Path("/orders/{id}")
  public static final class Orders {
    private final ManagedDataSource database;
    private final Client client;
    private final CachingAuthenticator<String, Principal> users;
    private final LoadingCache<String, String> products;
    private final ExecutorService mail;

    Orders(Environment environment) {
      DataSourceFactory settings = new DataSourceFactory();
      settings.setDriverClass("org.h2.Driver");
      settings.setUrl("jdbc:h2:mem:parts");
      database = settings.build(environment.metrics(), "main");
      environment.lifecycle().manage(database);
      client = new JerseyClientBuilder(environment).build("catalog");
      users =
          new CachingAuthenticator<>(
              environment.metrics(), name -> Optional.of(() -> name), Caffeine.newBuilder());
      products =
          Caffeine.newBuilder()
              .recordStats(() -> new MetricsStatsCounter(environment.metrics(), "products-cache"))
              .build(name -> name);
      mail = environment.lifecycle().executorService("mail-%d").minThreads(2).maxThreads(8).build();
      environment.lifecycle().executorService("mail-%d").minThreads(1).maxThreads(8).build();
    }

    @GET
    @Timed
    @ExceptionMetered
    public String get(@PathParam("id") int id) throws SQLException, AuthenticationException {
      users.authenticate("ann");
      mail.execute(() -> assertThat(products.get("pen")).isEqualTo("pen"));
      try (Connection connection = database.getConnection()) {
        assertThat(connection.isValid(1)).isTrue();
      }
      int port = id == 0 ? hangsUp.getLocalPort() : catalog.getAddress().getPort();
      return client.target("http://127.0.0.1:" + port).request().get(String.class);
    }

    @DELETE
    @Metered
    public void delete() {}
  }

  @BeforeAll
  static void useEachPart() throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    catalog = HttpServer.create(new InetSocketAddress(here, 0), 0);
    catalog.createContext("/", exchange -> exchange.sendResponseHeaders(204, -1));
    catalog.start();
    hangsUp = new ServerSocket(0, 1, here);
    Thread.ofPlatform().daemon().start(PartsTest::hangUp);
    shop =
        OwnShop.start((apm, environment) -> environment.jersey().register(new Orders(environment)));
    shop.awaitReady();
    assertThat(shop.get("/api/orders/1").statusCode()).isEqualTo(200);
    assertThat(shop.get("/api/orders/0").statusCode()).isEqualTo(500);
    await()
        .until(
            () -> shop.get("/metrics").body(),
            text -> text.contains("executor_completed_tasks_total{name=\"mail\"} 2.0\n"));
    page = shop.get("/metrics").body();
  }

  /** As a peer that restarts does. */
  private static void hangUp() {
    try {
      while (true)
        try (Socket caller = hangsUp.accept()) {
          assertThat(caller.getInputStream().read()).isPositive();
        }
    } catch (IOException e) {
      if (!hangsUp.isClosed()) throw new UncheckedIOException(e);
    }
  }

  @AfterAll
  static void stop() throws IOException {
    shop.close();
    catalog.stop(0);
    hangsUp.close();
  }

  static List<Metric> metricsOfParts() {
    return DropwizardMetricNames.all().stream()
        .filter(metric -> !metric.condition().isEmpty())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("metricsOfParts")
  void metricOfAPart_isExposedAsTheCatalogueSays(Metric metric) {
    Map<String, ScrapedFamily> exposed = ScrapedFamily.parse(page);

    assertThat(exposed).containsKey(metric.name());
    ScrapedFamily family = Objects.requireNonNull(exposed.get(metric.name()));
    assertThat(family.help()).isEqualTo(metric.help());
    assertThat(family.labels()).containsExactlyInAnyOrderElementsOf(metric.labels());
    assertThat(family.sampleNames()).isEqualTo(metric.series().keySet());
  }

  @Test
  void part_isNamedByALabel() {
    String orders = "{class=\"" + Orders.class.getName() + "\",method=";
    assertThat(page)
        .contains(
            "dropwizard_database_pool_borrowed_events_total{pool=\"main\"} ",
            "dropwizard_http_client_requests_seconds_count{client=\"catalog\",method=\"get\"} 2\n",
            "dropwizard_http_client_exceptions_events_total{client=\"catalog\",exception=\"",
            "dropwizard_cache_hits_events_total{cache=\"io.dropwizard.auth.CachingAuthenticator\"} 1.0\n",
            "dropwizard_cache_misses_events_total{cache=\"products-cache\"} 1.0\n",
            "dropwizard_resource_method_seconds_count" + orders + "\"get\"} 2\n",
            "dropwizard_resource_method_events_total" + orders + "\"delete\"} 0.0\n",
            "dropwizard_resource_method_exceptions_events_total" + orders + "\"get\"} 1.0\n");
  }

  /**
   * Two of one name are one; the queue of both has no bound, so that neither gets beyond its core.
   */
  @Test
  void executorsOfTheLifecycle_areAskedThemselves() {
    assertThat(page)
        .contains(
            "executor_pool_size_threads{name=\"mail\"} 2.0\n",
            "executor_pool_max_threads{name=\"mail\"} 3.0\n",
            "executor_pool_max_threads{name=\"jersey-client-catalog\"} 128.0\n",
            "executor_queued_tasks{name=\"TimeBoundHealthCheck-pool\"} 0.0\n");
  }
}
