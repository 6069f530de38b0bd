package dropwizardapm.bundle.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class TcpTableTest {
  private static final int LISTEN = 10;

  private static final TcpRow HERE = new TcpRow(8031, LISTEN, 0, 1);
  private static final TcpRow OTHER = new TcpRow(8031, LISTEN, 0, 2);

  private final Queue<List<TcpRow>> looks = new ArrayDeque<>();
  private final TcpTable table = this::look;
  private final List<TcpRow> seen = new ArrayList<>();

  private void look(Predicate<TcpRow> isLast) {
    for (TcpRow row : looks.remove()) {
      seen.add(row);
      if (isLast.test(row)) return;
    }
  }

  private void see(TcpRow... rows) {
    looks.add(List.of(rows));
  }

  @Test
  void find_goesNoFurther_whenItHasSeenWhatIsWanted() throws IOException {
    see(OTHER, HERE, OTHER);
    table.find(HERE::equals);
    assertThat(seen).containsExactly(OTHER, HERE);
  }

  @Test
  void find_findsOne_whenALookSeesItTwice() throws IOException {
    see(HERE, OTHER, HERE);
    assertThat(table.find(HERE::equals)).hasValue(HERE);
  }

  @Test
  void find_looksAgain_whenTheFirstLookMisses() throws IOException {
    see(OTHER);
    see(HERE);
    assertThat(table.find(HERE::equals)).hasValue(HERE);
  }

  @Test
  void find_isEmpty_whenTwoLooksMiss() throws IOException {
    see(OTHER);
    see(OTHER);
    assertThat(table.find(HERE::equals)).isEmpty();
  }
}
