package dropwizardapm.bundle.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcNetTest {
  private static final int ESTABLISHED = 1;
  private static final int TIME_WAIT = 6;
  private static final int CLOSE_WAIT = 8;
  private static final int LISTEN = 10;

  private static final String IPV4_COLUMNS =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";
  private static final String IPV6_COLUMNS =
      "  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";

  @TempDir private Path directory;

  private void write(String name, String columns, List<String> rows) throws IOException {
    List<String> lines = new ArrayList<>();
    // The kernel fills up lines of IPv4, also that of the columns.
    lines.add("%-149s".formatted(columns));
    for (String row : rows) lines.add("%-149s".formatted(row));
    Files.write(directory.resolve(name), lines);
  }

  private static List<TcpRow> rows(TcpTable table) throws IOException {
    List<TcpRow> rows = new ArrayList<>();
    table.look(row -> !rows.add(row));
    return rows;
  }

  @Test
  void look_readsWhatTheKernelWrites() throws IOException {
    write(
        "tcp",
        IPV4_COLUMNS,
        List.of(
            "   0: 00000000:1F5F 00000000:0000 0A 00000000:00000011 00:00000000 00000000   998        0 4027531123 1 00000000430f0efe 100 0 0 10 0",
            "   1: 0100007F:1F5F 0201A8C0:FFFE 01 0000A2C4:00000000 01:00000018 00000000   998        0 77 4 00000000c1e6e9b5 20 4 30 10 -1",
            "   2: 0100007F:E362 0100007F:A11B 06 00000000:00000000 03:00001031 00000000     0        0 0 3 00000000e8696a23"));
    write(
        "tcp6",
        IPV6_COLUMNS,
        List.of(
            "   0: 0000000000000000FFFF00000100007F:1F5F 0000000000000000FFFF00000201A8C0:FFFD 08 00000000:00000001 00:00000000 00000000   998        0 78 1 00000000c1e6e9b5 20 4 30 10 -1"));

    assertThat(rows(new ProcNet(directory)))
        .containsExactly(
            new TcpRow(8031, CLOSE_WAIT, 1, 78),
            new TcpRow(8031, LISTEN, 17, 4027531123L),
            new TcpRow(8031, ESTABLISHED, 0, 77),
            new TcpRow(0xE362, TIME_WAIT, 0, 0));
  }

  @Test
  void look_missesNoRow_whenThereAreMoreThanComeAtATime() throws IOException {
    List<String> text = new ArrayList<>();
    List<TcpRow> expected = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      text.add(
          "%4d: 0100007F:1F5F 0100007F:%04X 01 00000000:%08X 00:00000000 00000000     0        0 %d 1 00000000c1e6e9b5 20 4 30 10 -1"
              .formatted(i, 10_000 + i, i, 70_000 + i));
      expected.add(new TcpRow(8031, ESTABLISHED, i, 70_000 + i));
    }
    write("tcp", IPV4_COLUMNS, text);

    assertThat(rows(new ProcNet(directory))).isEqualTo(expected);
  }

  @Test
  void look_goesNoFurther_whenARowIsTheLastThatWasWanted() throws IOException {
    String row =
        "%4d: 0100007F:1F5F 0100007F:A11B 01 00000000:00000000 00:00000000 00000000     0        0 1 1 00000000c1e6e9b5 20 4 30 10 -1";
    write("tcp", IPV4_COLUMNS, List.of(row.formatted(0)));
    write("tcp6", IPV6_COLUMNS, List.of(row.formatted(0), row.formatted(1)));
    AtomicInteger seen = new AtomicInteger();

    new ProcNet(directory).look(any -> seen.incrementAndGet() == 1);

    assertThat(seen).hasValue(1);
  }

  @Test
  void look_fails_whenThereIsNoTable() {
    assertThatThrownBy(() -> rows(new ProcNet(directory))).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void listener_tellsHowManyConnectionsWait(String loopback) throws Exception {
    InetAddress address = InetAddress.getByName(loopback);
    assumeTrue(NetworkInterface.getByInetAddress(address) != null, "no " + loopback + " here");
    TcpTable kernel = TcpTable.ofKernel();
    try (ServerSocket server = new ServerSocket(0, 50, address);
        Socket client = new Socket(address, server.getLocalPort())) {
      await()
          .untilAsserted(
              () ->
                  assertThat(kernel.find(row -> row.listensOn(server.getLocalPort())))
                      .map(TcpRow::receiveQueue)
                      .hasValue(1));
      assertThat(client.isConnected()).isTrue();
    }
  }
}
