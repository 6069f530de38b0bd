package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LoadAlertsTest {
  /** A run that judged otherwise would fail by an alert that nobody gets, or pass by one. */
  @Test
  void alertsThatARunExpects_areThoseThatAlertmanagerHoldsBack() {
    String held =
        Sources.read(
            Command.REPOSITORY.resolve("ansible/roles/alertmanager/templates/alertmanager.yml.j2"));
    String expected =
        Sources.read(
            Command.REPOSITORY.resolve(
                "gatling/src/main/java/dropwizardapm/load/stack/Stack.java"));
    Matcher names = Pattern.compile("CAUSED =\\s+\"([^\"]+)\"").matcher(expected);

    assertThat(names.find()).isTrue();
    assertThat(held).contains("alertname=~\"" + names.group(1) + "\"");
  }
}
