package dropwizardapm.bundle.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BridgedNameTest {
  @ParameterizedTest
  @CsvSource({
    "GAUGE, org.eclipse.jetty.util.thread.QueuedThreadPool.dw-admin.utilization-max, dropwizard_queued_thread_pool_utilization_max, '{pool=\"dw-admin\"}'",
    "TIMER, org.eclipse.jetty.server.HttpConnectionFactory.127.0.0.1.8031.connections, dropwizard_http_connections_seconds, '{connector=\"127.0.0.1:8031\"}'",
    "TIMER, org.eclipse.jetty.server.HttpConnectionFactory.8080.connections, dropwizard_http_connections_seconds, '{connector=\":8080\"}'",
    "TIMER, io.dropwizard.jetty.MutableServletContextHandler.get-requests, dropwizard_mutable_servlet_context_handler_get_requests_seconds, {}",
    "COUNTER, slow-clients.created, dropwizard_slow_clients_created_events, {}",
    "GAUGE, TimeBoundHealthCheck-pool.running, dropwizard_time_bound_health_check_pool_running, {}",
    "GAUGE, my.counter, dropwizard_my_counter, {}",
    "GAUGE, my-counter, dropwizard_my_counter, '{name=\"my-counter\"}'",
    "GAUGE, my.info, dropwizard_my_info_value, '{name=\"my.info\"}'",
    "GAUGE, up.seconds, dropwizard_up_seconds_value, '{name=\"up.seconds\"}'",
    "COUNTER, jobs, dropwizard_jobs_events, {}",
    "DISTRIBUTION, sizes, dropwizard_sizes_distribution, {}",
    "TIMER, com.acme.v1.UserResource.get, dropwizard_user_resource_get_seconds, '{name=\"com.acme.v1.UserResource.get\"}'",
    "TIMER, com.acme.v2.UserResource.get, dropwizard_user_resource_get_seconds, '{name=\"com.acme.v2.UserResource.get\"}'",
    "GAUGE, io.dropwizard.db.ManagedPooledDataSource.shop.eu.active, dropwizard_database_pool_active, '{pool=\"shop.eu\"}'",
    "GAUGE, io.dropwizard.db.ManagedPooledDataSource.main.releasedIdle, dropwizard_database_pool_released_idle_events, '{pool=\"main\"}'",
    "COUNTER, io.dropwizard.db.ManagedPooledDataSource.main.created, dropwizard_managed_pooled_data_source_main_created_events, '{name=\"io.dropwizard.db.ManagedPooledDataSource.main.created\"}'",
    "GAUGE, org.apache.hc.client5.http.io.HttpClientConnectionManager.catalog.max-connections, dropwizard_http_client_max_connections, '{client=\"catalog\"}'",
    "TIMER, org.apache.hc.client5.http.classic.HttpClient.catalog.example.org.get-requests, dropwizard_http_client_requests_seconds, '{client=\"catalog.example.org\",method=\"get\"}'",
    "COUNTER, org.apache.hc.client5.http.classic.HttpClient.catalog.SocketTimeoutException, dropwizard_http_client_exceptions_events, '{client=\"catalog\",exception=\"SocketTimeoutException\"}'",
    "GAUGE, io.dropwizard.auth.CachingAuthenticator.hits, dropwizard_cache_hits_events, '{cache=\"io.dropwizard.auth.CachingAuthenticator\"}'",
    "DISTRIBUTION, products-cache.evictions.SIZE, dropwizard_cache_evictions_distribution, '{cache=\"products-cache\",cause=\"SIZE\"}'",
    "GAUGE, search.hits, dropwizard_search_hits, {}",
    "TIMER, dropwizardapm.bundle.metrics.ResourceClassTest$Sub.get, dropwizard_resource_method_seconds, '{class=\"dropwizardapm.bundle.metrics.ResourceClassTest$Sub\",method=\"get\"}'",
    "TIMER, dropwizardapm.bundle.metrics.ResourceClassTest$Sub.get.request.filtering, dropwizard_resource_method_request_filtering_seconds, '{class=\"dropwizardapm.bundle.metrics.ResourceClassTest$Sub\",method=\"get\"}'",
    "COUNTER, dropwizardapm.bundle.metrics.ResourceClassTest$Sub.get.exceptions, dropwizard_resource_method_exceptions_events, '{class=\"dropwizardapm.bundle.metrics.ResourceClassTest$Sub\",method=\"get\"}'",
    "COUNTER, dropwizardapm.bundle.metrics.ResourceClassTest$Service.get, dropwizard_resource_class_test_service_get_events, '{name=\"dropwizardapm.bundle.metrics.ResourceClassTest$Service.get\"}'",
    "GAUGE, mutable.servlet.context.handler.active.requests, dropwizard_mutable_servlet_context_handler_active_requests, '{name=\"mutable.servlet.context.handler.active.requests\"}'"
  })
  void name_isShort_andLabelsSayWhatItLeavesOut(
      BridgedKind kind, String name, String family, String labels) {
    BridgedName bridged = BridgedName.of(name, kind);
    assertThat(bridged.family()).isEqualTo(family);
    assertThat(bridged.labels().toString()).isEqualTo(labels);
  }

  private record Kind(String name, BiConsumer<MetricRegistry, String> register) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("gauge", (registry, name) -> registry.gauge(name, () -> () -> 1)),
          new Kind("counter", MetricRegistry::counter),
          new Kind("meter", MetricRegistry::meter),
          new Kind("histogram", MetricRegistry::histogram),
          new Kind("timer", MetricRegistry::timer));

  /** All that become a, b and c with whatever ending, by every way there is. */
  private static final List<String> STEMS =
      List.of(
          "a.b",
          "a-b",
          "a_b",
          "aB",
          "AB",
          "A.b",
          "a..b",
          "a b",
          "a.B",
          "a.b.",
          ".a.b",
          "äaäb",
          "com.acme.v1.A.b",
          "com.acme.v2.A.b",
          "a$b",
          "a/b",
          "com.acme.A-b");

  private static final List<String> ENDINGS =
      List.of(
          "",
          "total",
          "created",
          "bucket",
          "info",
          "count",
          "sum",
          "seconds",
          "events",
          "distribution",
          "value",
          "events.total",
          "seconds.count",
          "seconds.sum",
          "distribution.count",
          "seconds.value",
          "value.seconds",
          "events.value");

  private static final List<String> OWN =
      List.of(
          "org.eclipse.jetty.util.thread.QueuedThreadPool.dw.size",
          "queued.thread.pool.size",
          "QueuedThreadPool.size",
          "org.eclipse.jetty.server.HttpConnectionFactory.127.0.0.1.8031.connections",
          "http.connections",
          "io.dropwizard.jetty.MutableServletContextHandler.2xx-responses",
          "io.dropwizard.jetty.MutableServletContextHandler.2xx.responses",
          "io.dropwizard.jetty.MutableServletContextHandler.2xx_responses",
          "mutable.servlet.context.handler.2xx.responses",
          "io.dropwizard.db.ManagedPooledDataSource.main.active",
          "io.dropwizard.db.ManagedPooledDataSource.main.created",
          "io.dropwizard.db.ManagedPooledDataSource.main.released",
          "io.dropwizard.db.ManagedPooledDataSource.main.releasedIdle",
          "io.dropwizard.db.ManagedPooledDataSource.main.released_idle",
          "database.pool.active",
          "database.pool.created",
          "database.pool.created.events",
          "org.apache.hc.client5.http.classic.HttpClient.a.get-requests",
          "org.apache.hc.client5.http.classic.HttpClient.a.b.get-requests",
          "org.apache.hc.client5.http.classic.HttpClient.get-requests",
          "org.apache.hc.client5.http.classic.HttpClient.a.IOException",
          "org.apache.hc.client5.http.io.HttpClientConnectionManager.a.max-connections",
          "http.client.requests",
          "http.client.max.connections",
          "cache.hits",
          "cache.cache.hits",
          "cache.evictions-weight",
          "cache.evictions.weight",
          "cache.evictions.SIZE",
          "cache.a.evictions.SIZE",
          "cache.evictions",
          "dropwizardapm.bundle.metrics.ResourceClassTest$Sub.get",
          "dropwizardapm.bundle.metrics.ResourceClassTest$Sub.total",
          "dropwizardapm.bundle.metrics.ResourceClassTest$Sub.get.total",
          "dropwizardapm.bundle.metrics.ResourceClassTest$Sub.total.total",
          "dropwizardapm.bundle.metrics.ResourceClassTest$Sub.get.exceptions",
          "dropwizardapm.bundle.metrics.ResourceClassTest$Inherits.get",
          "resource.method",
          "resource.method.total",
          "slow-clients.created",
          "slow.clients.created",
          "slow_clients.created");

  private static List<String> hostileNames() {
    List<String> names = new ArrayList<>(OWN);
    for (String stem : STEMS)
      for (String ending : ENDINGS) names.add(ending.isEmpty() ? stem : stem + "." + ending);
    return names;
  }

  /** Also what a family brings with it: a summary's count, a counter's total. */
  @Test
  void noTwoMetrics_meetInOneSeries_norTwoKindsInOneFamily() {
    Map<String, List<String>> series =
        hostileNames().stream()
            .flatMap(name -> KINDS.stream().flatMap(kind -> samples(name, kind).stream()))
            .collect(
                Collectors.groupingBy(
                    sample -> sample.substring(0, sample.indexOf('|')),
                    Collectors.mapping(
                        sample -> sample.substring(sample.indexOf('|') + 1), Collectors.toList())));
    assertThat(series)
        .hasSizeGreaterThan(KINDS.size() * OWN.size())
        .allSatisfy((sample, names) -> assertThat(names).as(sample).hasSize(1));
  }

  /** Series of one name and kind; counter and gauge are one kind here. */
  private static List<String> samples(String name, Kind kind) {
    if (kind.name.equals("counter")) return List.of();
    return alone(name, kind)
        .lines()
        .filter(line -> line.startsWith("dropwizard_"))
        .filter(line -> !line.contains("quantile=") || line.contains("quantile=\"0.5\""))
        .map(line -> line.substring(0, line.lastIndexOf(' ')) + "|" + kind.name + " " + name)
        .toList();
  }

  private static String alone(String name, Kind kind) {
    MetricRegistry dropwizard = new MetricRegistry();
    kind.register.accept(dropwizard, name);
    return scrape(dropwizard, "text/plain");
  }

  private static String scrape(MetricRegistry dropwizard, String accept) {
    ContainedRegistry prometheus = new ContainedRegistry();
    BridgedRegistry.export(dropwizard, prometheus, new LabelGuard(prometheus));
    return new String(
        new Exposition(prometheus).render(accept, false).body(), StandardCharsets.UTF_8);
  }

  private static List<String> series(String page) {
    return page.lines()
        .filter(line -> line.startsWith("dropwizard_"))
        .map(line -> line.substring(0, line.lastIndexOf(' ')))
        .sorted()
        .toList();
  }

  /** As many as may be, each of a kind of its own choice, in whatever order. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void metric_hasTheSameSeries_whateverElseIsRegisteredAndWhen(int seed) {
    Random random = new Random(seed);
    List<String> names = hostileNames();
    Collections.shuffle(names, random);
    MetricRegistry together = new MetricRegistry();
    List<String> expected = new ArrayList<>();
    for (String name : names) {
      Kind kind = KINDS.get(random.nextInt(KINDS.size()));
      kind.register.accept(together, name);
      expected.addAll(series(alone(name, kind)));
    }
    Collections.sort(expected);
    String page = scrape(together, "text/plain");
    ScrapedFamily.parse(page); // no family twice
    assertThat(series(page)).isEqualTo(expected).doesNotHaveDuplicates();
    assertThat(series(scrape(together, "application/openmetrics-text; version=1.0.0")))
        .containsAll(expected)
        .doesNotHaveDuplicates();
  }
}
