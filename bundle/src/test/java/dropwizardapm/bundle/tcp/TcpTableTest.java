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
  private static final int ESTABLISHED = 1;
  private static final int CLOSE_WAIT = 8;

  private static final TcpRow HERE = row(1, ESTABLISHED);
  private static final TcpRow OTHER = row(2, ESTABLISHED);

  private final Queue<List<TcpRow>> looks = new ArrayDeque<>();
  private final TcpTable table = this::look;
  private final List<TcpRow> seen = new ArrayList<>();

  private static TcpRow row(int remotePort, int state) {
    return new TcpRow(new TcpConnection(8031, 0, remotePort), state, 0, 0);
  }

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
  void gone_isEmpty_whenTheFirstLookMissesOneAndTheSecondAnother() throws IOException {
    see(OTHER);
    see(HERE);
    assertThat(table.gone(List.of(HERE.connection(), OTHER.connection()))).isEmpty();
  }

  @Test
  void gone_isWhatTwoLooksMiss() throws IOException {
    see(OTHER, OTHER);
    see(OTHER);
    assertThat(table.gone(List.of(HERE.connection(), OTHER.connection())))
        .containsExactly(HERE.connection());
  }

  @Test
  void gone_isWhoseClientHasClosed() throws IOException {
    see(row(1, CLOSE_WAIT));
    see(row(1, CLOSE_WAIT));
    assertThat(table.gone(List.of(HERE.connection()))).containsExactly(HERE.connection());
  }

  @Test
  void gone_looksOnce_whenNothingIsMissing() throws IOException {
    see(HERE);
    assertThat(table.gone(List.of(HERE.connection()))).isEmpty();
  }

  @Test
  void looks_goNoFurther_whenAllThatIsWantedWasSeen() throws IOException {
    see(OTHER, HERE, OTHER);
    see(OTHER, HERE, OTHER);
    table.gone(List.of(HERE.connection(), OTHER.connection()));
    table.find(HERE::equals);
    assertThat(seen).containsExactly(OTHER, HERE, OTHER, HERE);
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
