package dropwizardapm.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dropwizardapm.load.verdict.Requirements;
import dropwizardapm.load.workload.Computation;
import dropwizardapm.load.workload.Computation.Share;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  @Test
  void settings_areASmokeTestOfThisMachine_whenNothingIsSet() {
    assertThat(Settings.read(new Properties()))
        .isEqualTo(
            new LoadConfig(
                Profile.SMOKE,
                URI.create("http://127.0.0.1:8031"),
                new Computation(30),
                List.of(10),
                Duration.ofSeconds(10),
                Duration.ZERO,
                Duration.ofSeconds(1),
                OptionalInt.empty(),
                List.of(10, 100, 500),
                Duration.ofSeconds(1),
                1,
                require("ok>=100%,p95<500ms"),
                false));
  }

  @Test
  void settings_comeFromTheProfile_whenOnlyItIsSet() {
    assertThat(read("load.profile", "Table"))
        .isEqualTo(
            new LoadConfig(
                Profile.TABLE,
                URI.create("http://127.0.0.1:8031"),
                new Computation(30),
                List.of(10, 100, 500, 1000),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                OptionalInt.empty(),
                List.of(10, 100, 500),
                Duration.ofSeconds(1),
                1,
                require("errors<1%"),
                false));
  }

  @Test
  void settings_winOverTheProfile() {
    assertThat(
            read(
                "load.profile", "table",
                "load.url", "https://apm.example:8031/",
                "load.n", "0",
                "load.rates", "5, 50",
                "load.duration", "2m",
                "load.pause", "500ms",
                "load.objective", "250ms",
                "load.require", "p95<1s",
                "load.yesThisHostIsMine", "true"))
        .isEqualTo(
            new LoadConfig(
                Profile.TABLE,
                URI.create("https://apm.example:8031/"),
                new Computation(0),
                List.of(5, 50),
                Duration.ofMinutes(2),
                Duration.ofMillis(500),
                Duration.ofMillis(250),
                OptionalInt.empty(),
                List.of(10, 100, 500),
                Duration.ofSeconds(1),
                1,
                require("p95<1s"),
                true));
  }

  @Test
  void computation_isAMix_whenNumbersHaveWeights() {
    assertThat(read("load.n", "25:70, 35:5").workload())
        .isEqualTo(new Computation(List.of(new Share(25, 70), new Share(35, 5))));
    assertThat(read("load.n", "25:70, 35:5").target())
        .isEqualTo("http://127.0.0.1:8031/compute/{n}, n = 25:70, 35:5");
  }

  @Test
  void settings_ignoreWhatIsNotTheirs() {
    assertThat(read("user.name", "x", "load.results", "/tmp")).isEqualTo(read());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "load.profile; tabel; one of smoke, table",
        "load.url; 127.0.0.1:8031; http://127.0.0.1:8031",
        "load.url; ftp://h; http://127.0.0.1:8031",
        "load.url; http://h/compute; http://127.0.0.1:8031",
        "load.url; http://[; http://127.0.0.1:8031",
        "load.url; http://192.0.2.1:8031; --yes-this-host-is-mine",
        "load.yesThisHostIsMine; yes; true or false",
        "load.n; 93; 0 to 92",
        "load.n; -1; 0 to 92",
        "load.n; thirty; 0 to 92",
        "load.n; 25:70,93:30; 0 to 92",
        "load.n; 25:70,30; 25:70,30:25,35:5",
        "load.n; 25:0; 25:70,30:25,35:5",
        "load.n; 99999999999; 0 to 92",
        "load.rates; ''; 10,100,500",
        "load.rates; 10,,20; 10,100,500",
        "load.rates; 0; 1 to 10000",
        "load.rates; 10,10001; 1 to 10000",
        "load.duration; 30; 30s",
        "load.duration; 999ms; 1s to 24h",
        "load.duration; 25h; 1s to 24h",
        "load.pause; 11m; 0s to 10m",
        "load.pause; -1s; 30s",
        "load.objective; 0s; 1ms to 1m",
        "load.knee; 500; only overload, spike and soak",
        "load.require; p95; p95<1s,ok>99%",
        "load.require; p95<1; p95<1s,ok>99%",
        "load.require; p96<1s; p95<1s,ok>99%",
        "load.require; p95<1s,; p95<1s,ok>99%",
        "load.users; 0; 1 to 100000",
        "load.users; few; 10,100,500",
        "load.think; 11m; 0s to 10m",
        "load.repeat; 0; 1 to 20",
        "load.duratoin; 30s; one of load.baseline, load.duration, load.journey",
      })
  void setting_isRefusedByNameWithRemedy_whenItIsNotPossible(
      String name, String value, String remedy) {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> read(name, value))
        .withMessageContaining("-D" + name)
        .withMessageContaining(remedy);
  }

  private static Requirements require(String text) {
    return Objects.requireNonNull(Requirements.parse(text));
  }

  private static LoadConfig read(String... namesAndValues) {
    Properties properties = new Properties();
    for (int i = 0; i < namesAndValues.length; i += 2)
      properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
    return Settings.read(properties);
  }
}
