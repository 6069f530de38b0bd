package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Values that cannot be meant. One run has all of them and says what is wrong with each, by name,
 * before it changes anything.
 */
@NeedsLab
@Order(1)
class ITRefusedValues {
  private static final Lab LAB = Lab.STACK;
  private static final ObjectMapper YAML = new YAMLMapper();
  private static Map<String, String> refusals = Map.of();

  /** A value as it stands in an inventory, and what the refusal says of it. */
  record Bad(String variable, String value, String remedy) {}

  static List<Bad> values() {
    String list = "it takes a list, so write ";
    String dictionary = "it takes a dictionary";
    String time = "a time with its unit";
    return List.of(
        new Bad("alertmanager_email_to", "oncall@example.org", list),
        new Bad("alertmanager_webhook_urls", "https://chat.example.org/T0KEN", list),
        new Bad("alertmanager_peers", "apm2", list),
        new Bad("alertmanager_arguments", "--log.level=debug", list),
        new Bad("alertmanager_critical_email_to", "[[oncall@example.org]]", "not a list"),
        new Bad("alertmanager_critical_webhook_urls", "[chat.example.org]", "http://"),
        new Bad("alertmanager_email_from", "nobody", "such as oncall@example.org"),
        new Bad("alertmanager_smtp_host", "mail.example.org", "host:port"),
        new Bad("alertmanager_smtp_require_tls", "perhaps", "true or false"),
        new Bad("alertmanager_smtp_username", "{name: a}", "not a dictionary"),
        new Bad("alertmanager_smtp_password", "", "give it a value"),
        new Bad("alertmanager_watchdog_webhook_url", "watch.example.org", "http://"),
        new Bad("alertmanager_group_wait", "'10'", time),
        new Bad("alertmanager_group_interval", "0s", "between 1s and"),
        new Bad("alertmanager_repeat_warning", "1m1h", time),
        new Bad("alertmanager_retention", "5d", "days are not known here"),
        new Bad("alertmanager_cluster_port", "70000", "between 1 and 65535"),
        new Bad("alertmanager_listen_address", "apm1", "an IP address of the host"),
        new Bad("alertmanager_external_url", "watch.example.org", "https://"),
        new Bad("blackbox_exporter_listen_address", "127.0.0.1:9115", "an IP address"),
        new Bad("blackbox_exporter_modules", "http_2xx", dictionary),
        new Bad("blackbox_exporter_port", "0", "between 1 and 65535"),
        new Bad("deadman_timeout_seconds", "60", "between 120 and"),
        new Bad("deadman_repeat_seconds", "1h", "a whole number"),
        new Bad("deadman_webhook_urls", "[ftp://example.org]", "http://"),
        new Bad("deadman_email_to", "[a@example.org, null]", "give it a value"),
        new Bad("deadman_smtp_host", "mail.example.org:smtp", "host:port"),
        new Bad("grafana_enabled", "perhaps", "true or false"),
        new Bad("grafana_unreachable", "ignore", "fail, skip"),
        new Bad("grafana_config", "[server]", dictionary),
        new Bad("grafana_port", "http", "a whole number"),
        new Bad("grafana_external_url", "https://watch.example.org/?org=1", "without ?"),
        new Bad("grafana_archive_sha256", "0123", "64 hexadecimal digits"),
        new Bad("node_exporter_units", "['(ssh']", "a regular expression"),
        new Bad("node_exporter_arguments", "[collector.cpu]", "an option"),
        new Bad("preflight_package_index_hours", "-1", "between 0 and"),
        new Bad("apm_address", "http://watch.example.org", "without a port"),
        new Bad("prometheus_service_hosts", "apm1", list),
        new Bad("prometheus_features", "{a: b}", list),
        new Bad("prometheus_extra_scrape_configs", "['job_name: own']", dictionary),
        new Bad("prometheus_extra_rule_files", "[rules.yml]", "an absolute path"),
        new Bad("prometheus_external_labels", "{data-centre: a}", "no digit first"),
        new Bad("prometheus_retention_time", "40", "such as 40d"),
        new Bad("prometheus_retention_size", "5G", "such as 512MB"),
        new Bad("prometheus_scrape_interval", "2m", "between 1s and 1m"),
        new Bad("prometheus_scrape_timeout", "3m", "between 1ms and 2m"),
        new Bad("prometheus_down_for", "45", time),
        new Bad("prometheus_unalerted_paths", "'/health|\\.'", "without quotes and backslashes"),
        new Bad("prometheus_event_textfiles", "'(?!deploy).*'", "a regular expression"),
        new Bad("prometheus_error_ratio", "1%", "a number"),
        new Bad("prometheus_heap_ratio", "85", "between 0.01 and 0.99"),
        new Bad("prometheus_latency_seconds", "1.2", "choose one of"),
        new Bad("prometheus_external_url", "'{{ nowhere }}'", "cannot be made out"),
        new Bad("service_name", "Shop", "lower-case letters"),
        new Bad("service_port", "eight", "a whole number"),
        new Bad("service_health_path", "health", "begins with /"),
        new Bad("service_health_port", "70000", "between 1 and 65535"),
        new Bad("service_metrics_path", "metrics", "begins with /"),
        new Bad("service_metrics_port", "admin", "a whole number"),
        new Bad("service_version", "2.4 beta", "without a directory and blanks"),
        new Bad("service_config_file", "[shop.yml]", "not a list"),
        new Bad("service_health_timeout", "1m", "a whole number"),
        new Bad("service_health_window", "-1", "between 0 and"),
        new Bad("service_releases_kept", "1", "between 2 and"),
        new Bad("service_memory_max", "512MB", "such as 512M"),
        new Bad("service_jvm_options", "-Xmx1g", list),
        new Bad("service_environment", "[A=b]", dictionary),
        new Bad("service_config", "'server: {}'", dictionary),
        new Bad("service_java_home", "jvm/25", "an absolute path"),
        new Bad("service_notify", "maybe", "true or false"),
        // Misspelt.
        new Bad("alertmanager_email_too", "[]", "unknown to the role alertmanager"),
        new Bad("apm_adress", "192.0.2.1", "unknown to the role apm"),
        new Bad("archive_sha265", "a", "unknown to the role archive"),
        new Bad("blackbox_exporter_moduls", "{}", "unknown to the role blackbox_exporter"),
        new Bad("deadman_timeout", "300", "unknown to the role deadman"),
        new Bad("grafana_enable", "false", "unknown to the role grafana"),
        new Bad("node_exporter_unit", "[]", "unknown to the role node_exporter"),
        new Bad("preflight_allowed_variable", "[]", "unknown to the role preflight"),
        new Bad("prometheus_retention", "40d", "unknown to the role prometheus"),
        new Bad("service_archiv", "a", "unknown to the role service"),
        new Bad("unit_patiense", "60", "unknown to the role unit"));
  }

  @BeforeAll
  static void deployWithAllOfThem() throws JsonProcessingException {
    ObjectNode all = YAML.createObjectNode();
    for (Bad bad : values()) all.set(bad.variable(), YAML.readTree(bad.value()));
    Map<String, String> said = new TreeMap<>();
    refused("-e", new ObjectMapper().writeValueAsString(all))
        .lines()
        .map(String::strip)
        .forEach(line -> said.putIfAbsent(line.replaceAll("\\W.*", ""), line));
    refusals = said;
  }

  @ParameterizedTest
  @MethodSource("values")
  void value_isRefusedByNameWithTheRemedy(Bad bad) {
    assertThat(refusals.getOrDefault(bad.variable(), "nothing")).contains(bad.remedy());
  }

  @Test
  void secretValue_isNotShown() {
    assertThat(refusals.values()).noneMatch(line -> line.contains("T0KEN"));
  }

  /** From the command line they come as texts, and are as good. */
  @Test
  void textThatMeansAValue_isNotRefused() {
    List<String> good =
        List.of(
            "service_port=8031",
            "grafana_enabled=false",
            "prometheus_error_ratio=0.02",
            "service_memory_max=50%",
            "prometheus_listen_address=::",
            "alertmanager_group_wait=0s",
            "alertmanager_smtp_host=[2001:db8::1]:25");
    String said = refused("-e", String.join(" ", good), "-e", "service_jar=no/jar");

    assertThat(said)
        .contains("service_jar", "no/jar")
        .doesNotContain(good.stream().map(value -> value.replaceAll("=.*", "")).toList());
  }

  @Test
  void onePortForTwo_isRefused() {
    assertThat(refused("-e", "alertmanager_port=9090")).contains("two parts on port 9090");
  }

  private static String refused(String... options) {
    Command run = LAB.deploy(options).failed();
    assertThat(Recap.of(run)).allSatisfy(host -> assertThat(host.changed()).isZero());
    return run.output();
  }
}
