package dropwizardapm.lab;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A command that a page tells its reader to type. {@link InstructionsTest} checks those for the
 * machine where one deploys, {@link ITRunbooks} runs those for a host, and the list below says of
 * each other one why neither does.
 */
record Instruction(Page page, String line) {
  private static final Pattern HERE =
      Pattern.compile(
          "(?:[A-Z_]+=\\S+ )*(?:\\./apm|lab/lab|mvn|ansible-playbook -i \\S+ ansible/)\\S* ?.*");

  /** Patterns of whole commands. */
  static final Map<String, String> NOT_RUN =
      Map.ofEntries(
          Map.entry(
              "systemctl (?:(?:re)?start|stop|(?:daemon-)?reload|edit|disable|set-property)\\b.*",
              "changes the host; InstructionsTest knows the unit"),
          Map.entry("(?:apt-get|journalctl --vacuum-size).*", "changes the host"),
          Map.entry("journalctl .*-f", "goes on for ever"),
          Map.entry("(?:ping|ssh) .*\\bHOST\\b.*", "the name of another host is yours to fill in"),
          Map.entry(
              "timedatectl timesync-status|chronyc .*", "a container has no clock of its own"),
          Map.entry(
              ".*(?::3000/|\\bgrafana-server).*",
              "Grafana is not in this lab; ITGrafana asks for the same"),
          Map.entry("curl .*/query_exemplars.*", "ITTrace runs it after a slow request"),
          Map.entry(".*(?:10\\.61\\.0\\.11|/hello/).*|.* hello", "ITOwnService runs it"),
          Map.entry(".*shop\\.service.*", "finds nothing unless the shop's prices have failed"),
          Map.entry(
              "git (?:show|tag|checkout) .*|sha256sum .*", "ITRelease runs it after a release"),
          Map.entry("gpg .*|git (?:push|fetch) .*", "needs your key or your repository"),
          Map.entry(
              "/path/to/.*apm collection|ansible-galaxy .*|ansible-playbook -i inventory\\.yml .*",
              "ITCollection runs it, or ITOffline"),
          Map.entry(
              ".*\\bours\\b.*|java .*app\\.aot .*",
              "the peers are not here, and the page says so"));

  static List<Instruction> all() {
    return Page.all().stream().flatMap(Page::instructions).toList();
  }

  boolean forThisMachine() {
    return HERE.matcher(line).matches();
  }

  boolean forAHost() {
    return !forThisMachine() && NOT_RUN.keySet().stream().noneMatch(line::matches);
  }

  /** The first program of the line and its arguments, as the shell splits them. */
  List<String> words() {
    String program = line.replaceAll(" (?:&&|\\|) .*", "");
    return Command.run("bash", "-c", "printf '%s\\n' " + program)
        .succeeded()
        .output()
        .lines()
        .toList();
  }

  @Override
  public String toString() {
    return page + ": " + line;
  }
}
