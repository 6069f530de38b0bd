package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is asked of a repository before it is added, on a host that nothing has been done to. */
@NeedsOwnHosts
class ITRehearsal {
  private static final GrafanaHost HOST = new GrafanaHost(Lab.STACK, "apm4");

  private static GrafanaRepository repository;

  @BeforeAll
  static void boot() {
    repository = new GrafanaRepository(Lab.STACK, "12.99.1");
    Lab.STACK.lab("reset", HOST.name()).succeeded();
  }

  @AfterAll
  static void close() {
    repository.close();
  }

  @Test
  void unusableRepository_isRefusedForAptsOwnReason_andAptStaysAsItWas() {
    String before = HOST.output("find /etc/apt -type f -exec sha256sum {} + | sort");
    repository.expireKey();
    String expired = refused();
    repository.rotateKey();
    repository.refuse("/dists/");
    String forbidden = HOST.rehearse(repository.url());
    repository.refuse("nothing");

    assertThat(expired)
        .contains("grafana_repository", "Expired on", repository.url(), "grafana_archive");
    assertThat(forbidden).contains("403");
    assertThat(HOST.rehearse(repository.url())).contains("\"reason\": \"\"");
    assertThat(HOST.output("find /etc/apt -type f -exec sha256sum {} + | sort")).isEqualTo(before);
    HOST.aptWorks();
  }

  /**
   * The name of the repository is known to nobody but the proxy, and the proxy to nobody but apt.
   */
  @Test
  void proxyOfApt_isTheWayToTheRepository_inPreflightToo() {
    HOST.output(
        "echo 'Acquire::http::Proxy \"%s\";' > /etc/apt/apt.conf.d/proxy"
            .formatted(repository.url()));

    String answer = HOST.rehearse("http://grafana.invalid");
    HOST.output("rm /etc/apt/apt.conf.d/proxy");

    assertThat(answer).contains("\"reason\": \"\"");
  }

  /** What the refusing run printed; it must not have changed the host. */
  private static String refused() {
    Map<GrafanaHost, String> hosts = Map.of(HOST, "");
    Command run =
        GrafanaHost.deploy(Lab.STACK::play, repository, hosts, "--tags", "grafana").failed();
    assertThat(Recap.of(run)).allSatisfy(recap -> assertThat(recap.changed()).isZero());
    return run.words();
  }
}
