package dropwizardapm.bundle.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dropwizardapm.bundle.libc.Libc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As systemd.exec(5) and sd_listen_fds(3) describe the environment. */
class DescriptorStoreTest {
  private final List<String> sent = new ArrayList<>();
  private final Notifier notifier = new Notifier(sent::add, null);

  private DescriptorStore store(Map<String, String> environment) {
    return DescriptorStore.fromEnvironment(environment, 7, notifier);
  }

  private DescriptorStore given(String pid, String names) {
    return store(Map.of("LISTEN_PID", pid, "LISTEN_FDS", "9", "LISTEN_FDNAMES", names));
  }

  @ParameterizedTest
  @CsvSource({"1, true", "16, true", "0, false", "'', false"})
  void storeIsThere_whereSystemdSaysSo(String size, boolean isThere) {
    assertThat(store(Map.of("FDSTORE", size)).isThere()).isEqualTo(isThere);
  }

  @Test
  void storeIsNotThere_whereSystemdSaysNothing() {
    assertThat(store(Map.of()).isThere()).isFalse();
    assertThat(store(Map.of()).take("a")).isEmpty();
  }

  @Test
  void descriptors_countFrom3_andAreTakenOnce() {
    DescriptorStore store = given("7", "http.socket:apm-a:apm-b");

    assertThat(store.take("b")).hasValue(5);
    assertThat(store.take("a")).hasValue(4);
    assertThat(store.take("a")).isEmpty();
    assertThat(store.take("http.socket")).as("an application's own socket unit").isEmpty();
  }

  @Test
  void descriptorsForAnotherProcess_areNotTaken() {
    assertThat(given("8", "apm-a").take("a")).isEmpty();
  }

  @Test
  void whatNobodyTakes_isClosed_andKeptNoLonger() throws Exception {
    Libc libc = Libc.find().orElseThrow();
    Map<String, String> environment = new HashMap<>(Map.of("LISTEN_PID", "7"));
    int open = libc.duplicate(2);
    environment.put("LISTEN_FDNAMES", "x:".repeat(open - 3) + "apm-a-80");
    DescriptorStore store = store(environment);

    store.close(name -> name.endsWith("-81"), libc);
    assertThat(sent).isEmpty();
    store.close(name -> name.endsWith("-80"), libc);

    assertThat(sent).containsExactly("FDSTOREREMOVE=1\nFDNAME=apm-a-80");
    assertThat(Files.exists(Path.of("/proc/self/fd/" + open))).isFalse();
    assertThat(store.take("a-80")).isEmpty();
  }
}
