package dropwizardapm.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A lab of {@code lab/lab}, apart from the one that a person may have up: its own name, subnet and
 * files.
 *
 * @param subnet first three octets of its /24
 */
record Lab(String name, String subnet) {
  /**
   * Where the stack is deployed once and all end-to-end tests meet it; two runs on one machine name
   * it apart.
   */
  static final Lab STACK =
      new Lab(System.getProperty("lab.name", "test"), System.getProperty("lab.subnet", "10.216.0"));

  /**
   * Another lab that goes with this one: two runs on one machine, which are named apart, keep their
   * further labs apart, too.
   */
  Lab beside(int number) {
    return new Lab(name + number, subnet.replaceAll("[0-9]+$", String.valueOf(number)));
  }

  Map<String, String> environment() {
    return Map.of("APM_LAB", name, "APM_LAB_SUBNET", subnet, "APM_LAB_DIR", directory().toString());
  }

  Path directory() {
    return Path.of("/var/lib/apm-lab", name);
  }

  /** This machine, as the hosts of the lab reach it. */
  String gateway() {
    return subnet + ".1";
  }

  String address() {
    return address("apm1");
  }

  String address(String host) {
    return subnet + ".1" + host.replaceAll("[^0-9]", "");
  }

  Command lab(String... arguments) {
    return run(Duration.ofMinutes(3), "lab/lab", arguments);
  }

  Command apm(String... arguments) {
    return run(Duration.ofMinutes(10), "./apm", arguments);
  }

  /** Runs a shell command as root on the host. */
  Command ssh(String command) {
    return lab("ssh", "apm1", command);
  }

  /** Runs a shell command as root on one of several hosts. */
  Command on(String host, String command) {
    return on(Duration.ofMinutes(5), host, command);
  }

  Command on(Duration limit, String host, String command) {
    return run(limit, "lab/lab", "ssh", host, command);
  }

  /** Runs a shell command as root on the host, for at most {@code limit}. */
  Command ssh(Duration limit, String command) {
    return run(limit, "lab/lab", "ssh", "apm1", command);
  }

  /** Copies a file or a directory to where it is here, for everyone on the host to read. */
  void give(String host, Path path) {
    String root = directory().resolve(host).resolve("root").toString();
    Command.run("cp", "--recursive", "--parents", path.toString(), root).succeeded();
    Command.run("chmod", "--recursive", "a+rX", root + path, root + path.getParent()).succeeded();
  }

  /** For a test with many switches, of releases that are known to stay healthy. */
  static final String NO_WINDOW = "service_health_window=0";

  /** Runs {@code ansible/deploy.yml}, as a person would without our script. */
  Command deploy(String... options) {
    return play("ansible/inventories/lab", options);
  }

  /**
   * How Ansible reaches a host, for an inventory: as values, because it works a template out again
   * in every task.
   */
  String connection(String host) {
    return """
        {ansible_host: %s, ansible_user: root, ansible_ssh_private_key_file: %s, \
        ansible_ssh_common_args: -o UserKnownHostsFile=%s -o StrictHostKeyChecking=yes}"""
        .formatted(
            address(host), directory().resolve("id_ed25519"), directory().resolve("known_hosts"));
  }

  /**
   * An inventory of the tests' own, for this lab: {@code CONNECTION} in it is how {@code host} is
   * reached.
   */
  String inventory(String name, String host) {
    try {
      Path text = Path.of("src/test/resources/inventories", name + ".yml");
      Path inventory = Files.createTempFile(name, ".yml");
      inventory.toFile().deleteOnExit();
      return Files.writeString(
              inventory, Files.readString(text).replace("CONNECTION", connection(host)))
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs {@code ansible/deploy.yml} with another inventory of this lab's hosts. */
  Command play(String inventory, String... options) {
    return playbook("deploy.yml", inventory, options);
  }

  /** Runs one of our playbooks. */
  Command playbook(String name, String inventory, String... options) {
    List<String> arguments = new ArrayList<>(List.of("-i", inventory, "ansible/" + name));
    arguments.addAll(List.of(options));
    return run(Duration.ofMinutes(10), "ansible-playbook", arguments.toArray(String[]::new));
  }

  private Command run(Duration limit, String program, String... arguments) {
    List<String> line = new ArrayList<>(List.of(program));
    line.addAll(List.of(arguments));
    Map<String, String> all = new HashMap<>(environment());
    all.put("ANSIBLE_NOCOLOR", "1");
    if (Files.exists(Command.REPOSITORY.resolve("ansible/ansible.cfg")))
      all.put("ANSIBLE_CONFIG", "ansible/ansible.cfg");
    return Command.run(limit, all, line.toArray(String[]::new));
  }
}
