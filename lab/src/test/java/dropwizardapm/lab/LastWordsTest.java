package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a failed switch of a daemon shows of the journal, as {@code journalctl} writes entries. */
class LastWordsTest {
  private static final String PROGRAM =
      """
      import json, sys
      sys.path.insert(0, "ansible/plugins/module_utils")
      from unit import Unit
      unit = Unit("daemon", "")
      unit.watched = "new"
      print("|".join(unit.words(json.loads(sys.argv[1]))))
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "of this run; {'_PID': '7', '_SYSTEMD_INVOCATION_ID': 'new', 'MESSAGE': 'a'}; a",
        "of an earlier run; {'_PID': '7', '_SYSTEMD_INVOCATION_ID': 'old', 'MESSAGE': 'a'}; ''",
        "of a process that was gone when journald looked; {'_PID': '7', 'MESSAGE': 'a'}; a",
        "systemd's of this run; {'_PID': '1', '_SYSTEMD_INVOCATION_ID': 'its', 'INVOCATION_ID': 'new', 'MESSAGE': 'a'}; a",
        "systemd's of an earlier run; {'_PID': '1', '_SYSTEMD_INVOCATION_ID': 'its', 'INVOCATION_ID': 'old', 'MESSAGE': 'a'}; ''",
        "of several lines; {'_PID': '7', 'MESSAGE': 'a\\nb'}; a|b",
        "that is not UTF-8; {'_PID': '7', 'MESSAGE': [97, 255]}; a\uFFFD",
        "too long to be shown; {'_PID': '7', 'MESSAGE': null}; ''"
      })
  void entry_isShown_unlessItIsOfAnEarlierRun(String entry, String json, String shown) {
    assertThat(
            Command.run("python3", "-B", "-c", PROGRAM, json.replace('\'', '"'))
                .succeeded()
                .output()
                .stripTrailing())
        .as(entry)
        .isEqualTo(shown);
  }
}
