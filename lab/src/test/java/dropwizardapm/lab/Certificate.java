package dropwizardapm.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What examples/hello needs to speak https on a host. */
final class Certificate {
  private Certificate() {}

  /**
   * Makes a certificate on the host, signed by itself, and a configuration with it here.
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
