package dropwizardapm.lab;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One host's line of ansible-playbook's PLAY RECAP. */
record Recap(String host, int ok, int changed, int unreachable, int failed) {
  private static final Pattern LINE =
      Pattern.compile(
          "^(\\S+)\\s+: ok=(\\d+)\\s+changed=(\\d+)\\s+unreachable=(\\d+)\\s+failed=(\\d+)",
          Pattern.MULTILINE);

  /** The recap of each host; fails where a run ended before it printed one. */
  static List<Recap> of(Command playbook) {
    Matcher matcher = LINE.matcher(playbook.output());
    List<Recap> recaps =
        matcher
            .results()
            .map(
                line ->
                    new Recap(
                        line.group(1),
                        Integer.parseInt(line.group(2)),
                        Integer.parseInt(line.group(3)),
                        Integer.parseInt(line.group(4)),
                        Integer.parseInt(line.group(5))))
            .toList();
    if (recaps.isEmpty()) throw new AssertionError("no PLAY RECAP in: " + playbook);
    return recaps;
  }
}
