package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where a host's parts listen, where the host itself finds them, and where all others do, in an
 * inventory of every kind of host.
 */
class AddressTest {
  /** As the callback oneline prints a message that begins with a socket. */
  private static final Pattern HOST =
      Pattern.compile("(?m)^(\\S+) \\| SUCCESS .*\"msg\": \"(\\S*:[0-9][^\"]*)\"");

  private static Map<String, String> hosts = Map.of();

  @BeforeAll
  static void ask() {
    assumeTrue(
        Command.run("sh", "-c", "command -v ansible").exit() == 0,
        "ansible is not installed: ./apm test installs it");
    Command said =
        Command.run(
                Duration.ofMinutes(1),
                Map.of(
                    "ANSIBLE_NOCOLOR", "1",
                    "ANSIBLE_STDOUT_CALLBACK", "oneline",
                    "ANSIBLE_COLLECTIONS_PATH", "ansible/collections"),
                "ansible-playbook",
                "--inventory=lab/src/test/resources/addresses.yml",
                "lab/src/test/resources/say_addresses.yml")
            .succeeded();
    hosts =
        HOST.matcher(said.output())
            .results()
            .collect(Collectors.toMap(host -> host.group(1), host -> host.group(2)));
  }

  @ParameterizedTest
  @CsvSource({
    "plain.example.org, 127.0.0.1:9090 127.0.0.1:9090 127.0.0.1:9090 /",
    "connected, :9090 127.0.0.1:9090 192.0.2.1:9090 /",
    "elsewhere, :9090 127.0.0.1:9090 watch.example.org:9090 /",
    "six, :9090 127.0.0.1:9090 [2001:db8::3]:9090 /",
    "six-only, [::]:9090 [::1]:9090 [2001:db8::4]:9090 /",
    "own, 192.0.2.5:19090 192.0.2.5:19090 192.0.2.5:19090 /",
    "own-by-a-name, 192.0.2.12:9090 192.0.2.12:9090 watch.example.org:9090 /",
    "own-six, [2001:db8::6]:9090 [2001:db8::6]:9090 [2001:db8::6]:9090 /",
    "own-six-in-brackets, [2001:db8::6]:9090 [2001:db8::6]:9090 [2001:db8::6]:9090 /",
    "behind-a-proxy, 127.0.0.1:9090 127.0.0.1:9090 127.0.0.1:9090 /prometheus",
    "everywhere, 0.0.0.0:9090 127.0.0.1:9090 192.0.2.8:9090 /",
    "cut-by-the-proxy, :9090 127.0.0.1:9090 192.0.2.9:9090 /"
  })
  void prometheus_listensAndIsFound(String host, String words) {
    assertThat(hosts.get(host)).startsWith(words + " ");
  }

  /** The path of its external URL, unless a proxy is said to cut it. */
  @ParameterizedTest
  @CsvSource({
    "plain.example.org, / /",
    "behind-a-proxy, /prometheus /grafana",
    "cut-by-the-proxy, / /"
  })
  void grafana_answersBelowItsPath(String host, String paths) {
    assertThat(hosts.get(host)).contains(" " + paths + " ");
  }

  @ParameterizedTest
  @CsvSource({
    "connected, 127.0.0.1:8031 192.0.2.1:8031",
    "six, 127.0.0.1:8031 [2001:db8::3]:8031",
    "bound, 192.0.2.10:8031 192.0.2.10:8031",
    "bound-simply, 192.0.2.11:80 192.0.2.11:80",
    "bound-in-a-file, 192.0.2.13:8080 192.0.2.13:8080",
    "bound-in-a-template, 192.0.2.14:8080 192.0.2.14:8080",
    "bound-by-the-application, 127.0.0.1:8082 192.0.2.15:8082",
    "without-its-file, 127.0.0.1:8031 192.0.2.17:8031"
  })
  void service_isFoundWhereItsConnectorIsBound(String host, String words) {
    assertThat(hosts.get(host)).contains(" " + words + " ");
  }

  @ParameterizedTest
  @CsvSource({
    "connected, 127.0.0.1:8031 127.0.0.1:8031 http",
    "asked-on-another-port, 127.0.0.1:8081 192.0.2.13:8080 http",
    "encrypted, 127.0.0.1:8081 127.0.0.1:8443 https"
  })
  void healthAndMetrics_areFoundWhereTheirConnectorsAreBound(String host, String words) {
    assertThat(hosts.get(host)).endsWith(" " + words);
  }

  /**
   * Several services of one machine are several hosts of the inventory, reached in the same way.
   */
  @ParameterizedTest
  @CsvSource({
    "app1, app1",
    "app1-shop, app1",
    "shop-beside-the-monitoring, connected",
    "behind-another-port, behind-another-port",
    "behind-another-gateway, behind-another-gateway",
    "app2, app2"
  })
  void machine_goesByTheShortestOfItsNames(String host, String machine) {
    assertThat(hosts.get(host)).contains(" / / " + machine + " ");
  }
}
