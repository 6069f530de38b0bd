package dropwizardapm.bundle;

import com.fasterxml.jackson.annotation.JsonProperty;
import dropwizardapm.bundle.logging.CapturedLog;
import io.dropwizard.configuration.ResourceConfigurationSourceProvider;
import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** An application with the bundle, started with settings and contents of the test's own. */
final class OwnShop implements AutoCloseable {
  static final class ShopConfiguration extends Configuration {
    @Valid @NotNull @JsonProperty private ApmConfiguration apm = new ApmConfiguration();
  }

  final class Shop extends Application<ShopConfiguration> {
    private final ApmBundle<ShopConfiguration> apm = new ApmBundle<>(settings -> settings.apm);

    @Override
    public void initialize(Bootstrap<ShopConfiguration> bootstrap) {
      bootstrap.setConfigurationSourceProvider(new ResourceConfigurationSourceProvider());
      bootstrap.addBundle(apm);
    }

    @Override
    public void run(ShopConfiguration configuration, Environment environment) {
      log = CapturedLog.of(ServiceLifecycle.class);
      contents.accept(apm, environment);
    }
  }

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final BiConsumer<ApmBundle<?>, Environment> contents;
  private final DropwizardTestSupport<ShopConfiguration> support;
  private @Nullable CapturedLog log;

  private OwnShop(
      BiConsumer<ApmBundle<?>, Environment> contents, String file, Stream<String> settings) {
    this.contents = contents;
    this.support =
        new DropwizardTestSupport<>(
            Shop.class,
            file,
            settings
                .map(each -> each.split("=", 2))
                .map(each -> ConfigOverride.config(each[0], each[1]))
                .toArray(ConfigOverride[]::new)) {
          @Override
          public Application<ShopConfiguration> newApplication() {
            return new Shop();
          }
        };
  }

  /**
   * @param settings that differ from shop.yml, each as {@code apm.metrics.path=/internal}
   */
  static OwnShop start(BiConsumer<ApmBundle<?>, Environment> contents, String... settings)
      throws Exception {
    Stream<String> ports =
        Stream.of("server.applicationConnectors[0].port=0", "server.adminConnectors[0].port=0");
    return start("shop.yml", contents, Stream.concat(ports, Arrays.stream(settings)));
  }

  /** With one connector for the application, at /shop, and its administrator, at /admin. */
  static OwnShop startSimple(BiConsumer<ApmBundle<?>, Environment> contents, String... settings)
      throws Exception {
    return start("shop-simple.yml", contents, Arrays.stream(settings));
  }

  static OwnShop startFrom(String file, BiConsumer<ApmBundle<?>, Environment> contents)
      throws Exception {
    return start(file, contents, Stream.of());
  }

  private static OwnShop start(
      String file, BiConsumer<ApmBundle<?>, Environment> contents, Stream<String> settings)
      throws Exception {
    OwnShop shop = new OwnShop(contents, file, settings);
    try {
      shop.support.before();
      return shop;
    } catch (Exception e) {
      shop.close();
      throw e;
    }
  }

  /** Until systemd would be told; closed where that never comes. */
  OwnShop awaitReady() {
    try {
      Awaitility.await().until(() -> log != null && log.all().toString().contains("ready"));
      return this;
    } catch (ConditionTimeoutException e) {
      close();
      throw e;
    }
  }

  int port() {
    return support.getLocalPort();
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return get(support.getLocalPort(), path);
  }

  HttpResponse<String> getFromAdministrator(String path) throws IOException, InterruptedException {
    return get(support.getAdminPort(), path);
  }

  private static HttpResponse<String> get(int port, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return CLIENT.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    support.after();
    if (log != null) log.close();
  }
}
