package dropwizardapm.bundle;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.core.setup.Environment;
import java.net.Socket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application whose clients come by https only becomes ready, with what certificate it has. */
class HttpsTest {
  private static final String CONNECTOR = "server.applicationConnectors[0].";
  private static final String PASSWORD = "changeit";

  @TempDir private Path directory;

  private static void nothing(ApmBundle<?> apm, Environment environment) {}

  private OwnShop start(String certificate, String... settings) throws Exception {
    Path store = directory.resolve("store.p12");
    String keytool = System.getProperty("java.home") + "/bin/keytool";
    Process process =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(
                            (keytool
                                    + " -genkeypair -keyalg EC -alias own -validity 2 -storetype PKCS12"
                                    + " -storepass "
                                    + PASSWORD
                                    + " -keystore "
                                    + store)
                                .split(" ", -1)),
                        Stream.of(certificate.split(" ", -1)))
                    .toList())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return OwnShop.start(
        HttpsTest::nothing,
        Stream.concat(
                Stream.of(
                    CONNECTOR + "type=https",
                    CONNECTOR + "keyStorePath=" + store,
                    CONNECTOR + "keyStorePassword=" + PASSWORD,
                    CONNECTOR + "keyStoreType=PKCS12"),
                Stream.of(settings))
            .toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-dname CN=shop.example",
        "-dname CN=shop.example,O=Shop -ext SAN=dns:www.shop.example",
        "-dname CN=shop -ext SAN=dns:*.shop.example",
        "-dname CN=shop -ext SAN=ip:192.0.2.7",
        "-dname CN=shop.example -startdate -9d"
      })
  void serviceBecomesReady(String certificate) throws Exception {
    start(certificate).awaitReady().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"apm.health.enabled=false", "apm.health.connector=admin"})
  void serviceBecomesReady_withoutHealthOnItsConnector(String setting) throws Exception {
    start("-dname CN=shop.example", setting).awaitReady().close();
  }

  @Test
  void serviceBecomesReady_whenItWantsItsClientsCertificates() throws Exception {
    Path store = directory.resolve("store.p12");
    start(
            "-dname CN=shop.example",
            CONNECTOR + "needClientAuth=true",
            CONNECTOR + "trustStorePath=" + store,
            CONNECTOR + "trustStorePassword=" + PASSWORD,
            CONNECTOR + "trustStoreType=PKCS12")
        .awaitReady()
        .close();
  }

  /** Jetty answers nobody who asks by a name that is not the certificate's. */
  @Test
  void whoAsksByAnotherName_isToldSo() throws Exception {
    OwnShop shop = start("-dname CN=shop.example");
    shop.awaitReady();
    try (Socket socket = trusting().createSocket("127.0.0.1", shop.port())) {
      socket
          .getOutputStream()
          .write(
              "GET /health HTTP/1.1\r\nHost: other.example\r\nConnection: close\r\n\r\n"
                  .getBytes(US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 400 ")
          .contains("The name that you ask by is not in this service's certificate.");
    } finally {
      shop.close();
    }
  }

  private SocketFactory trusting() throws Exception {
    KeyStore store =
        KeyStore.getInstance(directory.resolve("store.p12").toFile(), PASSWORD.toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("own", store.getCertificate("own"));
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context.getSocketFactory();
  }
}
