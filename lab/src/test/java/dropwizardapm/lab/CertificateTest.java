package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host asks for a certificate when the one that it has would not do, and not otherwise. */
class CertificateTest {
  /** Prints whether a host with these names and usages would ask, after what {@code then} does. */
  private static final String PROGRAM =
      """
      import os, sys
      from ansible_collections.dropwizardapm.apm.plugins.module_utils import tls
      from ansible_collections.dropwizardapm.apm.plugins.modules import tls_authority, tls_certificate
      tls.shutil.chown = lambda *_: None
      directory = sys.argv[1]
      wish = {"directory": directory, "names": ["apm1.lab.test", "192.0.2.7", "2001:DB8::1"], "usages": ["serverAuth", "clientAuth"]}
      pem, key, authority = (os.path.join(directory, name) for name in ("host.pem", "host.key.new", "authority"))
      os.mkdir(authority)

      def trust():
          tls.replace(os.path.join(directory, "ca.crt"), ca(), "root", 0o644)

      def ca():
          return tls.read(os.path.join(authority, "ca.crt"))

      def sign(names, usages, days="3650"):
          tls_authority.CERTIFICATE_DAYS = days
          certificate = tls_authority.sign(authority, tls_certificate.request(key, wish), names, usages)
          tls.replace(pem, certificate + tls.read(key), "root", 0o640)

      tls_authority.create(authority)
      trust()
      sign(wish["names"], wish["usages"])
      exec(sys.argv[2])
      print("asks", not tls_certificate.is_good(pem, ca(), wish))
      """;

  @TempDir Path directory;

  @BeforeEach
  void needAnsible() {
    assumeTrue(
        Command.run("/usr/bin/python3", "-c", "import ansible").exit() == 0,
        "Ansible is not installed: ./apm test installs it");
  }

  @Test
  void host_keepsItsCertificate() {
    assertThat(after("pass")).contains("asks False");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wish['names'] += ['apm2.lab.test']",
        "sign(wish['names'][:2], wish['usages'])",
        "sign(wish['names'], ['serverAuth'])",
        "sign(wish['names'], wish['usages'], days='364')",
        "os.remove(pem)",
        "tls_authority.create(authority)",
        "tls_authority.create(authority); trust()",
      })
  void host_asksForANewOne(String then) {
    assertThat(after(then)).contains("asks True");
  }

  private String after(String then) {
    return Command.run(
            Duration.ofMinutes(1),
            Map.of("PYTHONPATH", "ansible/collections", "PYTHONDONTWRITEBYTECODE", "1"),
            "/usr/bin/python3",
            "-c",
            PROGRAM,
            directory.toString(),
            then)
        .succeeded()
        .output();
  }
}
