package dropwizardapm.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where Ansible runs. It knows the lab's hosts by their names, {@code apmN.lab.test}, and has a key
 * for their user {@code deploy}; an inventory needs to say no more than that.
 */
interface Controller {
  /**
   * Runs {@code ansible/deploy.yml}.
   *
   * @param inventory path in the repository, or an absolute one
   */
  Command deploy(String inventory, String... options);

  /** This machine, with its ansible-core; the names hold for the run alone. */
  static Controller here(Lab lab) {
    Map<String, String> environment = new HashMap<>(lab.environment());
    environment.putAll(Map.of("ANSIBLE_NOCOLOR", "1", "ANSIBLE_CONFIG", "ansible/ansible.cfg"));
    String withNames =
        """
        names=$(mktemp)
        echo 127.0.0.1 localhost > $names
        for n in 1 2 3 4 5 6 7 8 9; do echo "%s.1$n apm$n.lab.test" >> $names; done
        mount --bind $names /etc/hosts
        rm $names
        exec "$@"
        """
            .formatted(lab.subnet());
    return (inventory, options) -> {
      List<String> line = new ArrayList<>(List.of("unshare", "--mount", "sh", "-ec", withNames));
      line.addAll(List.of("sh", "ansible-playbook", "-i", inventory, "ansible/deploy.yml"));
      line.addAll(List.of("--private-key", lab.directory() + "/id_ed25519"));
      line.add("--ssh-common-args=-o UserKnownHostsFile=" + lab.directory() + "/known_hosts");
      line.addAll(List.of(options));
      return Command.run(Duration.ofMinutes(15), environment, line.toArray(String[]::new));
    };
  }

  /**
   * A host of the lab, with the ansible-core of Debian 13. It works as a user without rights, in a
   * copy of the repository that is not its own: without what an earlier run may have left there, in
   * a directory with a blank in its name.
   */
  static Controller on(Lab lab, String host) {
    lab.lab("boot", host).succeeded();
    lab.on(
            host,
            "apt-get -qq update && DEBIAN_FRONTEND=noninteractive"
                + " apt-get -qq --no-install-recommends install ansible-core openssh-client")
        .succeeded();
    String copy =
        """
        mkdir -p "$0/srv/a copy/service/target"
        tar --create --exclude=target --exclude=.git . | tar --extract --no-same-owner --directory "$0/srv/a copy"
        cp service/target/*.tar.gz "$0/srv/a copy/service/target"
        mkdir -p "$0$1"
        for directory in "$0/home/deploy/.ssh" "$0$1"; do
          install -o 1000 -g 1000 -m 600 "$1/id_ed25519" "$1/known_hosts" "$directory"
        done
        """;
    String root = lab.directory().resolve(host).resolve("root").toString();
    Command.run("sh", "-ec", copy, root, lab.directory().toString()).succeeded();
    String environment =
        lab.environment().entrySet().stream()
            .map(each -> each.getKey() + "=" + quoted(each.getValue()))
            .collect(Collectors.joining(" "));
    return (inventory, options) -> {
      if (Path.of(inventory).isAbsolute()) lab.give(host, Path.of(inventory));
      String words = Stream.of(options).map(Controller::quoted).collect(Collectors.joining(" "));
      String run =
          "cd '/srv/a copy' && "
              + environment
              + " ANSIBLE_NOCOLOR=1 ANSIBLE_CONFIG=ansible/ansible.cfg"
              + " ansible-playbook -i %s ansible/deploy.yml %s".formatted(inventory, words);
      return lab.on(Duration.ofMinutes(15), host, "sudo -H -u deploy sh -c " + quoted(run));
    };
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
