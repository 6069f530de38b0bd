package dropwizardapm.lab;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

/**
 * A host of the lab with a Grafana on it, asked from inside.
 *
 * @param name {@code apm7}, for instance
 */
record GrafanaHost(Lab lab, String name) {
  private static final String API = " http://127.0.0.1:3000/api/";

  /** What a shell command, which has to succeed, prints as root. */
  String output(String command) {
    return lab.lab("ssh", name, command).succeeded().output().strip();
  }

  /** What a user gets, who gives {@code credentials} as {@code login:password}. */
  JsonNode get(String credentials, String path) {
    return Http.parse(output("curl --silent --user '" + credentials + "'" + API + path));
  }

  void post(String credentials, String path, String body) {
    output("curl --silent --fail --user '" + credentials + "' --data '" + body + "'" + API + path);
  }

  void addDashboard(String credentials, String uid, String title) {
    String dashboard = "{\"dashboard\":{\"uid\":\"%s\",\"title\":\"%s\"}}".formatted(uid, title);
    post(credentials, "dashboards/db", dashboard);
  }

  /** The administrator as the deployment made it. */
  String administrator() {
    return "admin:" + output("cat /etc/credstore/grafana-server.admin_password");
  }

  String version() {
    return get("nobody:nothing", "health").path("version").asText();
  }

  /** Fails unless apt can refresh every index, with nothing to complain of. */
  void aptWorks() {
    output("apt-get --quiet --error-on=any update");
  }

  /** As upstream's instructions of before December 2025 do it, with settings of one's own. */
  void installByHand(GrafanaRepository repository) {
    output(
        """
        set -e
        curl --silent --fail %1$s/gpg-full.key --output /etc/apt/keyrings/old.asc
        echo 'deb [signed-by=/etc/apt/keyrings/old.asc] %1$s stable main' > /etc/apt/sources.list.d/grafana.list
        apt-get --quiet update && apt-get --quiet --yes install grafana
        printf '[security]\nsecret_key = theirs\nadmin_password = their-own\n[smtp]\nhost = mail.example.org:25\n' \
          > /etc/grafana/grafana.ini
        systemctl start grafana-server
        """
            .formatted(repository.url()));
  }

  /** A run that got as far as apt's sources, with the wrong key. */
  void leaveHalfDone(GrafanaRepository repository) {
    output(
        """
        apt-get --quiet update
        echo 'the wrong key' > /etc/apt/keyrings/grafana.asc
        cat > /etc/apt/sources.list.d/grafana.sources <<'SOURCES'
        # Written by Ansible (grafana_repository): changes made here are lost with the next run.
        Types: deb
        URIs: %s
        Suites: stable
        Components: main
        Signed-By: /etc/apt/keyrings/grafana.asc
        SOURCES
        """
            .formatted(repository.url()));
  }

  /** What apt says of a repository whose key is where upstream's is, asked as the role asks. */
  String rehearse(String address) {
    String source =
        "Types: deb\nURIs: %s\nSuites: stable\nComponents: main\n".formatted(address)
            + "Signed-By: /etc/apt/keyrings/grafana.asc\n";
    String key = address + "/gpg-full.key";
    return script(
        "rehearse",
        "repository",
        address,
        "key",
        key,
        "package",
        "grafana",
        "mark",
        "Written by",
        "source",
        source);
  }

  /** What the role finds of a Grafana that would be in the way of ours, and of this dashboard. */
  String inspect(String dashboard) {
    return script("inspect", "source", "prometheus", "folder", "apm", "dashboards", dashboard);
  }

  private String script(String name, String... arguments) {
    Path file = Command.REPOSITORY.resolve("ansible/roles/grafana/files/" + name + ".py");
    StringBuilder options = new StringBuilder();
    for (int i = 0; i < arguments.length; i += 2) {
      options.append(" --" + arguments[i] + " '" + arguments[i + 1] + "'");
    }
    try {
      String text = Base64.getEncoder().encodeToString(Files.readAllBytes(file));
      return output(
          "echo %s | base64 --decode > /tmp/script.py && python3 /tmp/script.py".formatted(text)
              + options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Deploys these hosts, in one run.
   *
   * @param hosts with the variables of each, as YAML has them between braces; one that has a {@code
   *     service_archive} is one of the service's hosts, too
   */
  static Command deploy(
      Controller controller,
      GrafanaRepository repository,
      Map<GrafanaHost, String> hosts,
      String... options) {
    StringBuilder monitoring = new StringBuilder("monitoring:\n  hosts:\n");
    StringBuilder service = new StringBuilder("service:\n  hosts:\n");
    StringBuilder all = new StringBuilder("all:\n  hosts:\n");
    hosts.forEach(
        (host, variables) -> {
          monitoring.append("    %s: {%s}%n".formatted(host.name, variables));
          all.append("    %s: %s%n".formatted(host.name, host.lab.connection(host.name)));
          if (variables.contains("service_archive"))
            service.append("    %s:%n".formatted(host.name));
        });
    monitoring.append("  vars: {grafana_repository: '" + repository.url() + "'}\n").append(service);
    try {
      Path inventory = Files.createTempFile(Path.of("/var/tmp"), "apm-inventory-", ".yml");
      Files.writeString(inventory, all.append(monitoring).append(service));
      Command run = controller.deploy(inventory.toString(), options);
      Files.delete(inventory);
      return run;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
