package dropwizardapm.lab;

import static dropwizardapm.lab.Waiting.within;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application as most are, with a database and another service behind it, beside the sample and
 * beside one without the bundle, all on one host: what is shown of it, and what is called out.
 */
@NeedsOwnHosts
class ITShop {
  private static final Lab LAB = Lab.STACK.beside(4);
  private static final Prometheus PROMETHEUS = new Prometheus(LAB);
  private static final ServiceAlerts ALERTS = new ServiceAlerts("shop", PROMETHEUS);
  private static final String INVENTORY = LAB.inventory("shop", "apm1");
  private static final String JAR = "examples/shop/target/shop.jar";
  private static final String SHOP = "http://" + LAB.address() + ":8080";
  private static final String RUNBOOKS = "http://" + LAB.address() + ":9090/consoles/runbooks/";
  private static final String PASSWORD = "of-the-keeper";
  private static final boolean KEEP = System.getenv("APM_TEST_KEEP") != null;

  /** As a user's host has it, before anything is deployed. */
  private static final String DATABASE =
      """
      test -d /etc/postgresql && exit
      apt-get -qq update
      DEBIAN_FRONTEND=noninteractive apt-get -qq --no-install-recommends install postgresql
      runuser -u postgres -- psql --command="CREATE ROLE shop LOGIN PASSWORD 'of-the-database'"
      runuser -u postgres -- createdb --owner=shop shop
      """;

  @TempDir static Path temporary;
  private static Traffic traffic;

  @BeforeAll
  static void boot() {
    if (!KEEP) LAB.lab("down").succeeded();
    LAB.lab("boot").succeeded();
    LAB.ssh("set -e\n" + DATABASE).succeeded();
    traffic = new Traffic(LAB);
    var _ = traffic.every(Duration.ofSeconds(1), 20);
    var _ = traffic.every(Duration.ofSeconds(1), SHOP + "/api/products");
    // fib(33) takes longer than the 5 ms that are allowed, and hardly keeps the sample busy.
    var _ = traffic.every(Duration.ofMillis(250), SHOP + "/api/products/33/price");
  }

  @AfterAll
  static void remove() {
    if (traffic != null) traffic.close();
    if (!KEEP) LAB.lab("down").succeeded();
  }

  @Test
  @Order(1)
  void servicesOfOneNameOrPort_onOneMachine_areRefused() {
    Command run =
        deploy("--tags", "check", "-e", "service_name=shop", "-e", "service_port=8080").failed();

    assertThat(run.words())
        .contains("apm1 would have", "apm1 and apm1-shop as the service shop", "on port 8080");
  }

  @Test
  @Order(2)
  void threeServices_areDeployedOnOneHost_andASecondRunChangesNothing() {
    Command run = deploy("-e", Lab.NO_WINDOW).succeeded();

    assertThat(run.words())
        .contains("plain has no metrics (service_metrics_path is empty)")
        .doesNotContain(PASSWORD, "of-the-database");
    assertThat(LAB.ssh("systemctl is-active dropwizard-app shop plain").output().lines())
        .containsExactly("active", "active", "active");
    assertThat(Recap.of(deploy().succeeded())).allMatch(host -> host.changed() == 0);
  }

  /** Those of the user's own are in examples/shop/apm. */
  @Test
  @Order(3)
  void eachService_hasItsAlertsAndRunbooks_andTheUsersOwnAreBesideThem() {
    assertThat(PROMETHEUS.rules())
        .filteredOn(rule -> rule.name().equals("ServiceDown"))
        .extracting(rule -> rule.annotations().getOrDefault("runbook_url", ""))
        .anyMatch(page -> page.endsWith("/consoles/runbooks/ServiceDown.html"))
        .anyMatch(page -> page.endsWith("/consoles/runbooks/shop/ServiceDown.html"))
        .anyMatch(page -> page.endsWith("/consoles/runbooks/plain/ServiceDown.html"))
        .allSatisfy(page -> assertThat(Http.get(page).statusCode()).isEqualTo(200));
    assertThat(Http.get(RUNBOOKS + "shop/ServiceDown.html").body())
        .contains("http://127.0.0.1:8080/health", "systemctl status shop")
        .doesNotContain("8031", "dropwizard-app");
    assertThat(Http.get(RUNBOOKS + "PricesFail.html").body()).contains("<h1>PricesFail</h1>");
    assertThat(PROMETHEUS.alertingRules()).contains("PricesFail");
  }

  @Test
  @Order(4)
  void everyRequest_isCountedByItsRoute() {
    assertThat(Http.send(adding("wrong")).statusCode()).isEqualTo(401);
    assertThat(Http.send(adding(PASSWORD)).statusCode()).isEqualTo(201);
    assertThat(get("/api/products/1").body()).contains("\"name\":\"lamp\"");
    assertThat(get("/api/products/1/page").body()).contains("<h1>lamp</h1>");
    assertThat(get("/api/products/33/price").body()).isEqualTo("{\"result\":3524578}");
    assertThat(get("/").body()).contains("<h1>Shop</h1>");
    assertThat(get("/api/nothing").statusCode()).isEqualTo(404);
    assertThat(LAB.ssh("curl -sf -X POST 127.0.0.1:8081/tasks/restock?count=5").output())
        .isEqualTo("1 products have 5 more\n");

    String counted = "http_requests_total{method=\"%s\",path=\"%s\",status=\"%s\"} ";
    assertThat(get("/metrics").body())
        .contains(
            counted.formatted("POST", "/api/products", 401) + "1.0\n",
            counted.formatted("POST", "/api/products", 201) + "1.0\n",
            counted.formatted("GET", "/api/products/{id}", 200) + "1.0\n",
            counted.formatted("GET", "/api/products/{id}/page", 200) + "1.0\n",
            counted.formatted("GET", "/api/products/{id}/price", 200),
            counted.formatted("GET", "UNMATCHED", 200) + "1.0\n", // the asset
            counted.formatted("GET", "UNMATCHED", 404) + "1.0\n")
        .doesNotContain("path=\"/tasks"); // the administrator's
  }

  /** Its configuration is right and its code is not, which shows when it starts. */
  @Test
  @Order(5)
  void releaseThatDoesNotStart_returnsToTheLastGoodOne() throws IOException {
    Path broken = Files.copy(Command.REPOSITORY.resolve(JAR), temporary.resolve("shop-0.2.0.jar"));
    try (FileSystem jar = FileSystems.newFileSystem(broken)) {
      Files.delete(jar.getPath("org/postgresql/Driver.class"));
    }
    String before = LAB.ssh("readlink /opt/shop/current").output();

    Command run =
        deploy("--limit", "apm1-shop", "--tags", "service", "-e", "service_archive=" + broken)
            .failed();

    assertThat(run.words())
        .contains("Release 0.2.0-", "did not get into service", "org.postgresql.Driver")
        .contains("The last good state serves again: " + Path.of(before.strip()).getFileName())
        .doesNotContain(PASSWORD, "of-the-database");
    assertThat(LAB.ssh("readlink /opt/shop/current").output()).isEqualTo(before);
    assertThat(get("/api/products").statusCode()).isEqualTo(200);
  }

  @Test
  @Order(6)
  void databaseThatStops_isCalledOut_asIsWhatTheRequestsSeeOfIt() {
    LAB.ssh("systemctl stop postgresql").succeeded();
    try {
      ALERTS.awaitRaised(
          "AvailabilityBurn1h",
          "HealthCheckFailing",
          "HealthProbeFailing",
          "HighErrorRate",
          "HighLatencyP95",
          "LatencyBurn1h");
    } finally {
      LAB.ssh("systemctl start postgresql").succeeded();
    }
    within(Duration.ofSeconds(30)).until(() -> get("/health").statusCode() == 200);
  }

  /** What looks back 30 days is recorded every five minutes. */
  @Test
  @Order(7)
  void everyPanelThatIsShown_hasData() {
    LAB.ssh("curl -sf -X POST http://127.0.0.1:8081/tasks/gc").succeeded();
    LAB.ssh("curl -sf -X POST http://127.0.0.1:8032/tasks/gc").succeeded();
    var _ = traffic.every(Duration.ofSeconds(1), adding(PASSWORD));
    String[] pages = {"home", "service", "jvm", "slo", "outside"};

    awaitData(ServicePanels.of("shop", pages));
    awaitData(ServicePanels.withRowsOpen("shop", "application"));
    awaitData(ServicePanels.of("dropwizard-app", pages));
    awaitData(ServicePanels.of("dropwizard-app", "compute"));
    // Where a page asks which job, one without metrics is not among the answers, but here.
    awaitData(ServicePanels.of("plain", "outside"));
  }

  @Test
  @Order(8)
  void serviceThatStops_isCalledOut() {
    LAB.ssh("systemctl stop shop").succeeded();
    try {
      ALERTS.awaitRaised("ServiceDown", "ServiceDownEverywhere");
    } finally {
      LAB.ssh("systemctl start shop").succeeded();
    }
    ALERTS.awaitRaised("RestartLoop"); // with the release that did not start
  }

  @Test
  @Order(9)
  void everyAlertOnAService_hasBeenRaised_orSaysWhyNot() {
    Set<String> alerts = ServiceAlerts.all(PROMETHEUS);
    Set<String> raised = ALERTS.raised();
    System.out.printf("shop: %d of %d alerts raised: %s%n", raised.size(), alerts.size(), raised);
    ServiceAlerts.NOT_RAISED.forEach(
        (alert, reason) -> System.out.printf("not raised: %s %s%n", alert, reason));

    assertThat(raised).doesNotContainAnyElementsOf(ServiceAlerts.NOT_RAISED.keySet());
    raised.addAll(ServiceAlerts.NOT_RAISED.keySet());
    assertThat(raised).isEqualTo(alerts);
  }

  @Test
  @Order(10)
  void whatBefallsTheShop_isNotSaidOfItsNeighbours() {
    for (String neighbour : List.of("dropwizard-app", "plain"))
      assertThat(new ServiceAlerts(neighbour, PROMETHEUS).raised())
          .noneMatch(alert -> alert.matches("Health.*|RestartLoop|ServiceDown.*"));
  }

  private static Command deploy(String... options) {
    return LAB.play(INVENTORY, options);
  }

  private static void awaitData(ServicePanels panels) {
    panels.awaitData(Duration.ofSeconds(330), PROMETHEUS);
  }

  private static HttpResponse<String> get(String path) {
    return Http.get(SHOP + path);
  }

  private static HttpRequest.Builder adding(String password) {
    String credentials = Base64.getEncoder().encodeToString(("keeper:" + password).getBytes(UTF_8));
    return HttpRequest.newBuilder(URI.create(SHOP + "/api/products"))
        .header("Authorization", "Basic " + credentials)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString("{\"name\": \"lamp\"}"));
  }
}
