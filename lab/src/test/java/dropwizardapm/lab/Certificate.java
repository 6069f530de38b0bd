package dropwizardapm.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Certificates of tests. */
final class Certificate {
  /**
   * Makes /tmp/server.pem, which the authority of a monitoring host has signed for one that only
   * serves, and /tmp/other.pem, which it has not signed.
   */
  static final String OF_OTHERS =
      """
      cd /tmp && new="-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=x"
      openssl req -x509 $new -keyout other.pem -out other.crt -addext extendedKeyUsage=clientAuth
      openssl req -new $new -keyout server.pem -out server.csr
      echo extendedKeyUsage=serverAuth > server.ext
      ca=/etc/prometheus-mtls/authority/ca
      openssl x509 -req -in server.csr -CA $ca.crt -CAkey $ca.key -extfile server.ext -out server.crt
      cat other.crt >> other.pem && cat server.crt >> server.pem""";

  private Certificate() {}

  /**
   * Makes a certificate on the host, signed by itself, and a configuration of examples/hello with
   * it here.
   *
   * @param extension its names, as keytool has them
   */
  static Path configuration(Lab lab, String extension, Path directory) throws IOException {
    String store = "/var/lib/hello/" + extension.replaceAll("\\W", "-") + ".p12";
    lab.ssh(
            "/opt/hello/java/bin/keytool -genkeypair -keyalg EC -storetype PKCS12 -storepass of-the-store -dname CN=hello"
                + " -keystore %s -ext %s && chown hello: %s".formatted(store, extension, store))
        .succeeded();
    return Files.writeString(
        directory.resolve("encrypted.yml"),
        Files.readString(Command.REPOSITORY.resolve("examples/hello/hello.yml"))
            .replaceFirst(
                "type: http\n",
                "type: https\n      keyStorePath: %s\n      keyStorePassword: of-the-store\n"
                    .formatted(store)));
  }
}
